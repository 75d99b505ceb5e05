package dev.mutirao.server.coordinator;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.executor.task.SplitPortion;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.server.exchange.ClusterExchange;
import dev.mutirao.server.exchange.NetworkMeter;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.CoordinatorCalls;
import dev.mutirao.server.rpc.CoordinatorCalls.Attendance;
import dev.mutirao.server.rpc.CoordinatorCalls.Heartbeat;
import dev.mutirao.server.rpc.CoordinatorCalls.NodeFigures;
import dev.mutirao.server.rpc.CoordinatorCalls.Pulse;
import dev.mutirao.server.rpc.CoordinatorCalls.SplitQuestion;
import dev.mutirao.server.rpc.CoordinatorCalls.TaskEnd;
import dev.mutirao.server.rpc.CoordinatorCalls.Welcome;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.rpc.Procedure;
import dev.mutirao.server.rpc.ProcedureTable;
import dev.mutirao.server.scheduler.Event;
import dev.mutirao.server.scheduler.ExecutorInfo;
import dev.mutirao.server.scheduler.Failure;
import dev.mutirao.server.socket.SocketServer;
import dev.mutirao.server.socket.Sockets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.apache.arrow.flight.FlightProducer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// A coordinator: the query service of a cluster behind one Flight server.
public final class Coordinator implements AutoCloseable {
  private static final SocketServer.Streams NO_STREAMS =
      (ticket, number, channel) -> {
        throw ClusterErrors.malformedMessage("procedure", "a ticket", null);
      };

  private final String run = UUID.randomUUID().toString();
  private final BufferAllocator allocator;
  private final Connections connections;
  private final Sockets sockets;
  private final ClusterExchange exchange;
  private final ClusterQueries queries;
  private final JavaFunctions functions;
  private final FlightProducer clients;
  private final SocketServer calls;
  private final FlightEndpoint endpoint;
  private final Map<String, NodeFigures> figures = new ConcurrentHashMap<>();
  private volatile boolean closing; // written by close, read by calls that last

  private Coordinator(
      CoordinatorOptions options,
      Connectors connectors,
      JavaFunctions functions,
      BiFunction<ClusterQueries, BufferAllocator, FlightProducer> clients) {
    this.allocator = new RootAllocator(options.memory());
    this.connections = new Connections(allocator, options.secret());
    this.sockets = new Sockets(connections, options.secret());
    this.exchange = new ClusterExchange(connections, sockets, new NetworkMeter(), allocator);
    this.queries =
        new ClusterQueries(
            options.queryLimit(),
            connectors.with(functions.registry()),
            functions,
            connections,
            sockets,
            exchange,
            allocator);
    this.functions = functions;
    this.clients = clients.apply(queries, allocator);
    this.calls =
        SocketServer.listen(
            options.host(), options.socketPort(), options.secret(), procedures(), NO_STREAMS);
    try {
      this.endpoint =
          FlightEndpoint.coordinator(
              allocator,
              options.host(),
              options.port(),
              options.secret(),
              new CoordinatorProducer(procedures(), this.clients));
    } catch (RuntimeException failure) {
      calls.close();
      throw failure;
    }
  }

  /// Starts a coordinator.
  ///
  /// @param functions whose jars executors may ask for
  /// @param clients makes the producer that serves clients from the query service and the allocator
  ///   of its rows; closed with the coordinator when it is `AutoCloseable`
  /// @throws dev.mutirao.connectors.error.MutiraoException when the port is taken
  public static Coordinator start(
      CoordinatorOptions options,
      Connectors connectors,
      JavaFunctions functions,
      BiFunction<ClusterQueries, BufferAllocator, FlightProducer> clients) {
    return new Coordinator(options, connectors, functions, clients);
  }

  /// The port that it listens on.
  public int port() {
    return endpoint.port();
  }

  /// The query service of the cluster.
  public ClusterQueries queries() {
    return queries;
  }

  /// What an executor used at its last heartbeat.
  public Optional<NodeFigures> figures(ExecutorInfo executor) {
    return Optional.ofNullable(figures.get(executor.id()));
  }

  @Override
  public void close() {
    closing = true;
    queries.close();
    calls.close();
    endpoint.close();
    if (clients instanceof AutoCloseable closeable) {
      closeClients(closeable);
    }
    exchange.close();
    sockets.close();
    connections.close();
    Draining.closeOfProcess(allocator);
  }

  private static void closeClients(AutoCloseable clients) {
    try {
      clients.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw EngineErrors.internal("stopping the clients' service: " + e, e);
    }
  }

  private ProcedureTable procedures() {
    return new ProcedureTable()
        .on(CoordinatorCalls.JOIN, this::join)
        .onLong(CoordinatorCalls.ATTEND, this::attend)
        .on(CoordinatorCalls.HEARTBEAT, this::heard)
        .on(
            CoordinatorCalls.LEAVE,
            leaving -> {
              queries.tell(new Event.ExecutorGone(leaving.executor(), leaving.why()));
              return new Procedure.Done();
            })
        .on(SocketServer.PORT, ask -> calls.port())
        .on(CoordinatorCalls.SPLITS, this::splits)
        .on(CoordinatorCalls.TASK_ENDED, this::ended)
        .on(CoordinatorCalls.FUNCTION_JAR, jar -> functions.content(jar.hash()));
  }

  private Welcome join(ExecutorInfo executor) {
    if (!executor.version().equals(FlightEndpoint.VERSION)) {
      throw ClusterErrors.versionMismatch(FlightEndpoint.VERSION, executor.version());
    }
    queries.tell(new Event.ExecutorJoined(executor));
    return new Welcome(run);
  }

  private Procedure.Done attend(Attendance attendance, BooleanSupplier hungUp) {
    try {
      while (!hungUp.getAsBoolean() && !closing && queries.knows(attendance.executor())) {
        Thread.sleep(100);
      }
      if (hungUp.getAsBoolean()) {
        queries.tell(new Event.ExecutorGone(attendance.executor(), "its connection broke"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
    return new Procedure.Done();
  }

  private Pulse heard(Heartbeat heartbeat) {
    var known = queries.knows(heartbeat.executor());
    if (known) {
      figures.put(heartbeat.executor(), heartbeat.figures());
      heartbeat.tasks().forEach(queries::profiled);
      queries.tell(new Event.ExecutorAlive(heartbeat.executor()));
      if (heartbeat.draining()) {
        queries.tell(new Event.ExecutorDraining(heartbeat.executor()));
      }
    }
    return new Pulse(run, known);
  }

  private SplitPortion splits(SplitQuestion question) {
    try {
      return queries.splits(question.task(), question.scan(), question.count()).get();
    } catch (ExecutionException e) {
      throw Failure.of(e.getCause()).exception();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClusterErrors.unreachable("the coordinator", "it is shutting down");
    }
  }

  private Procedure.Done ended(TaskEnd end) {
    queries.profiled(end.profile());
    var task = end.profile().task();
    queries.tell(
        end.failure().isPresent()
            ? new Event.TaskFailed(task, end.failure().get())
            : new Event.TaskFinished(task));
    return new Procedure.Done();
  }
}
