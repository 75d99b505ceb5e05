package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.coordinator.Coordinator;
import dev.mutirao.server.coordinator.CoordinatorOptions;
import dev.mutirao.server.rpc.FlightEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a whole cluster on this machine: this process is the coordinator, its children are the
/// executors, which share its threads and memory.
@Command(
    name = "local",
    description = "Run a cluster on this machine.",
    mixinStandardHelpOptions = true)
final class LocalCommand implements Callable<Integer> {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = "--executors",
      required = true,
      paramLabel = "N",
      converter = OptionValues.Count.class,
      description = "How many executor processes.")
  private int executors;

  @Option(
      names = "--port",
      paramLabel = "P",
      converter = OptionValues.Port.class,
      description = "Flight port (default: 8815).")
  private int port = 8815;

  @Mixin private DashboardOptions dashboard = new DashboardOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private ProcessOptions process = new ProcessOptions();
  @Mixin private FunctionOptions functions = new FunctionOptions();

  @Override
  public Integer call() throws InterruptedException {
    long share = process.memoryBytes() / (executors + 1L);
    var options =
        new CoordinatorOptions(
            server.host, port, 0, share, server.secret(), CoordinatorCommand.QUERY_LIMIT);
    var stopping = new Stopping();
    try (var running =
            CoordinatorProcess.start(options, process.root, process.data, functions.jars);
        var pages = dashboard.start(running.coordinator(), port, server);
        var children = new ExecutorChildren(stopping, server, executors)) {
      start(children, running.coordinator(), share);
      if (children.allJoined(running.coordinator().queries(), START_PATIENCE)) {
        System.err.println(
            ready(running.coordinator())
                + ", dashboard at "
                + DashboardOptions.address(pages, server));
        stopping.await();
        return Main.FINE;
      }
      if (stopping.told()) {
        return Main.FINE;
      }
      var joined = running.coordinator().queries().executors();
      return OneLineFailures.tell(System.err, ClusterErrors.executorsMissing(joined, executors));
    } catch (MutiraoException failure) {
      return OneLineFailures.tell(System.err, failure);
    } catch (IOException failure) {
      return OneLineFailures.tell(System.err, ClusterErrors.cannotStartExecutor(failure));
    } finally {
      stopping.cleaned();
    }
  }

  private void start(ExecutorChildren children, Coordinator coordinator, long memory)
      throws IOException {
    var address = FlightEndpoint.address(server.localAddress(), coordinator.port());
    int threads = process.threadCount();
    for (int i = 0; i < executors; i++) {
      int share = Math.max(1, threads / executors + (i < threads % executors ? 1 : 0));
      children.start("executor-" + (i + 1), address, share, memory);
    }
  }

  private String ready(Coordinator coordinator) {
    return "ready: coordinator at "
        + FlightEndpoint.address(server.host, coordinator.port())
        + ", executors "
        + coordinator.queries().members().stream()
            .map(member -> member.described())
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
