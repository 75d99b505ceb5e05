package dev.mutirao.server.node;

import com.sun.management.OperatingSystemMXBean;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.executor.task.TaskRunner;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.executor.userfunction.FunctionJars;
import dev.mutirao.server.exchange.ClusterExchange;
import dev.mutirao.server.exchange.NetworkMeter;
import dev.mutirao.server.exchange.StreamClasses;
import dev.mutirao.server.exchange.StreamServer;
import dev.mutirao.server.exchange.TaskStreams;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.CoordinatorCalls.Heartbeat;
import dev.mutirao.server.rpc.CoordinatorCalls.NodeFigures;
import dev.mutirao.server.rpc.CoordinatorCalls.TaskEnd;
import dev.mutirao.server.rpc.ExecutorCalls;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.rpc.Procedure;
import dev.mutirao.server.rpc.ProcedureTable;
import dev.mutirao.server.scheduler.ExecutorInfo;
import dev.mutirao.server.scheduler.Failure;
import dev.mutirao.server.socket.SocketServer;
import dev.mutirao.server.socket.Sockets;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// An executor: one memory budget, one pool of compute threads, one Flight server, and one port for
/// sockets beside it.
public final class ExecutorNode implements AutoCloseable {
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(10);

  private final ExecutorOptions options;
  private final BufferAllocator allocator;
  private final TaskRunner runner;
  private final FunctionJars functions;
  private final NetworkMeter meter = new NetworkMeter();
  private final ExecutorService waiting =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("waiting-", 0).factory());
  private final Connections connections;
  private final Sockets sockets;
  private final ClusterExchange remote;
  private final StreamServer flightStreams;
  private final SocketServer exchange;
  private final CoordinatorLink coordinator;
  private final HostedQueries queries;
  private final FlightEndpoint endpoint;
  private final ExecutorInfo self;
  private final Membership membership;
  private volatile boolean draining; // written by `drain`, read by the heartbeat

  private ExecutorNode(ExecutorOptions options, Connectors connectors) {
    this.options = options;
    this.allocator = new RootAllocator(options.memory());
    this.connections = new Connections(allocator, options.secret());
    this.sockets = new Sockets(connections, options.secret());
    this.remote = new ClusterExchange(connections, sockets, meter, allocator);
    this.flightStreams = new StreamServer(allocator, meter);
    this.coordinator = new CoordinatorLink(connections, sockets, options.coordinator(), waiting);
    this.functions = new FunctionJars(coordinator::functionJar);
    this.runner =
        new TaskRunner(
            options.threads(), allocator, connectors, FunctionRegistry.builtIn().with(functions));
    this.queries = new HostedQueries(this::startTask);
    this.exchange =
        SocketServer.listen(
            options.host(),
            options.socketPort(),
            options.secret(),
            procedures(),
            new TaskStreams(queries::queue, allocator, meter));
    try {
      this.endpoint =
          FlightEndpoint.executor(
              allocator,
              options.host(),
              options.port(),
              options.secret(),
              new ExecutorProducer(procedures(), queries, flightStreams));
    } catch (RuntimeException failure) {
      exchange.close();
      throw failure;
    }
    this.self =
        new ExecutorInfo(
            UUID.randomUUID().toString(),
            options.name(),
            FlightEndpoint.address(options.advertisedHost(), endpoint.port()),
            options.threads(),
            options.memory(),
            FlightEndpoint.VERSION);
    this.membership =
        new Membership(
            connections, options.coordinator(), self, this::heartbeat, queries::releaseAll);
  }

  /// Starts an executor and introduces it to its coordinator.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the port is taken, or the
  ///   coordinator refuses or does not answer
  public static ExecutorNode start(ExecutorOptions options, Connectors connectors) {
    var node = new ExecutorNode(options, connectors);
    try {
      StreamClasses.load(node.allocator);
      node.membership.start();
    } catch (RuntimeException failure) {
      node.close();
      throw failure;
    }
    return node;
  }

  /// Hashes of the jars of functions that are in memory.
  public Set<String> functionJars() {
    return functions.loaded();
  }

  /// How others know it.
  public ExecutorInfo info() {
    return self;
  }

  /// Takes no new tasks and waits, not for ever, until those it has are over; then says goodbye.
  public void drain() {
    draining = true;
    var deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
    try {
      while (queries.size() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    membership.leave("it was stopped");
  }

  @Override
  public void close() {
    membership.close();
    queries.close(
        new Failure(ErrorCode.EXECUTOR_LOST, "executor " + self.described() + " was stopped"));
    exchange.close();
    flightStreams.close();
    endpoint.close();
    remote.close();
    coordinator.close();
    waiting.close();
    sockets.close();
    connections.close();
    runner.close();
    Draining.closeOfProcess(allocator);
  }

  private ProcedureTable procedures() {
    return new ProcedureTable()
        .on(
            ExecutorCalls.LAUNCH,
            launch -> {
              functions.keep(Set.copyOf(launch.functionJars()));
              queries.launch(launch.query(), launch.tasks());
              return new Procedure.Done();
            })
        .on(
            ExecutorCalls.RELEASE,
            end -> new ExecutorCalls.Profiles(queries.release(end.query(), end.reason())))
        .on(SocketServer.PORT, ask -> exchange.port())
        .on(ExecutorCalls.PING, ping -> ping);
  }

  private HostedTask startTask(TaskSpecification specification) {
    var id = specification.task();
    var running = runner.start(specification, exchanges(), coordinator.splits(id));
    var unused =
        running
            .ended()
            .whenComplete((done, failure) ->
                coordinator.report(
                    new TaskEnd(
                        Optional.ofNullable(failure)
                            .map(Failure::of)
                            .map(known -> PlacedStream.placed(known, self.described())),
                        running.profile()),
                    () -> queries.holds(id.query())));
    return new HostedTask(specification, running, self.described());
  }

  private ExchangeClient exchanges() {
    return (producer, consumer, schema, batches) ->
        options.shortcut() && producer.executor().equals(self.address())
            ? queries.output(producer.task(), consumer)
            : remote.open(producer, consumer, schema, batches);
  }

  private Heartbeat heartbeat() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var runtime = Runtime.getRuntime();
    var figures =
        new NodeFigures(
            Math.max(0, system.getProcessCpuLoad()),
            runtime.totalMemory() - runtime.freeMemory(),
            allocator.getAllocatedMemory(),
            options.memory(),
            meter.sent(),
            meter.received(),
            queries.size());
    return new Heartbeat(self.id(), draining, figures, queries.profiles());
  }
}
