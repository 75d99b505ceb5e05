package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.coordinator.CoordinatorOptions;
import dev.mutirao.server.rpc.FlightEndpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a coordinator until it is told to stop.
@Command(
    name = "coordinator",
    description = "Run the coordinator of a cluster.",
    mixinStandardHelpOptions = true)
final class CoordinatorCommand implements Callable<Integer> {
  static final int QUERY_LIMIT = 100;

  @Option(
      names = "--port",
      paramLabel = "P",
      converter = OptionValues.Port.class,
      description = "Flight port (default: 8815).")
  private int port = 8815;

  @Option(
      names = "--socket-port",
      paramLabel = "P",
      converter = OptionValues.Port.class,
      description =
          "Port for executors (default: any free one). Where it is not reached they use that of"
              + " Flight, which is slower.")
  private int socketPort;

  @Mixin private DashboardOptions dashboard = new DashboardOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private ProcessOptions process = new ProcessOptions();
  @Mixin private FunctionOptions functions = new FunctionOptions();

  @Override
  public Integer call() throws InterruptedException {
    var options =
        new CoordinatorOptions(
            server.host, port, socketPort, process.memoryBytes(), server.secret(), QUERY_LIMIT);
    var stopping = new Stopping();
    try (var running =
            CoordinatorProcess.start(options, process.root, process.data, functions.jars);
        var pages = dashboard.start(running.coordinator(), port, server)) {
      System.err.println(
          "ready: coordinator at "
              + FlightEndpoint.address(server.host, running.coordinator().port())
              + ", dashboard at "
              + DashboardOptions.address(pages, server));
      stopping.await();
      return Main.FINE;
    } catch (MutiraoException failure) {
      return OneLineFailures.tell(System.err, failure);
    } finally {
      stopping.cleaned();
    }
  }
}
