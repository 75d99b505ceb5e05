package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.server.node.ExecutorNode;
import dev.mutirao.server.node.ExecutorOptions;
import dev.mutirao.server.rpc.ClusterSecret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs an executor until it is told to stop; then finishes what it has, and goes.
@Command(
    name = "executor",
    description = "Run an executor of a cluster.",
    mixinStandardHelpOptions = true)
final class ExecutorCommand implements Callable<Integer> {
  /// Exit code of an executor that nobody can reach any more: to start it again helps.
  static final int UNREACHABLE = 75;

  private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);

  /// What is said then; made while there is heap for it.
  private static final String CUT_OFF =
      "error: the heap ran out where the network needed it, so that nobody reaches this executor;"
          + " it ends, and can be started again";

  @Option(
      names = "--coordinator",
      required = true,
      paramLabel = "URL",
      converter = OptionValues.Server.class,
      description = "The coordinator, such as grpc://host:8815.")
  private String coordinator = "";

  @Option(
      names = "--port",
      paramLabel = "P",
      converter = OptionValues.Port.class,
      description = "Flight port (default: any free one).")
  private int port;

  @Option(
      names = "--socket-port",
      paramLabel = "P",
      converter = OptionValues.Port.class,
      description =
          "Port for other processes of the cluster (default: any free one). Where it is not reached"
              + " they use that of Flight, which is slower.")
  private int socketPort;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description = "Host under which others reach this executor (default: --host).")
  private @Nullable String advertised;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What messages call it (default: made of host and process id).")
  private @Nullable String name;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      converter = OptionValues.Seconds.class,
      description = "How long to wait for a coordinator that does not answer (default: 30).")
  private Duration patience = Duration.ofSeconds(30);

  @Option(
      names = "--stop-with-parent",
      hidden = true,
      description = "Stop at the end of the input.")
  private boolean stopWithParent;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private ProcessOptions process = new ProcessOptions();

  /// A thread ended by a failure that nobody caught. Those of the network (gRPC's, and Java's own
  /// that wake who waits for a socket) are not made anew, so that others would wait for this
  /// process for ever, and it for them.
  static void ended(Thread thread, Throwable failure) {
    var name = thread.getName(); // and nothing that takes heap
    boolean cutOff =
        failure instanceof OutOfMemoryError
            && (name.startsWith("grpc-") && name.contains("-ELG-") || name.contains("Poller"));
    try {
      Main.ended(thread, failure);
      if (cutOff) {
        System.err.println(CUT_OFF);
      }
    } finally {
      if (cutOff) {
        Runtime.getRuntime().halt(UNREACHABLE);
      }
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    var options = options(server.secret());
    var stopping = new Stopping();
    if (stopWithParent) {
      stopping.whenEnded(System.in);
    }
    try (var node = join(options, stopping)) {
      if (!stopWithParent) {
        System.err.println("ready: " + node.info().described());
      }
      stopping.await();
      node.drain();
      return Main.FINE;
    } catch (MutiraoException failure) {
      return OneLineFailures.tell(System.err, failure);
    } finally {
      stopping.cleaned();
    }
  }

  /// Starts and joins; tries again while no coordinator answers, for who starts first is chance.
  private ExecutorNode join(ExecutorOptions options, Stopping stopping)
      throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    var waiting = false;
    while (true) {
      try {
        return ExecutorNode.start(options, Connectors.installed());
      } catch (MutiraoException failure) {
        var over = System.nanoTime() - deadline >= 0 || stopping.told();
        if (failure.code() != ErrorCode.SERVER_UNREACHABLE || over) {
          throw failure;
        }
        if (!waiting) {
          System.err.println(
              "waiting " + patience.toSeconds() + " s for a coordinator: " + failure.getMessage());
          waiting = true;
        }
      }
      stopping.await(RETRY_PERIOD);
    }
  }

  private ExecutorOptions options(ClusterSecret secret) {
    return new ExecutorOptions(
        name == null ? "executor-" + ProcessHandle.current().pid() : name,
        server.host,
        port,
        socketPort,
        advertised == null ? reachable(server.host) : advertised,
        coordinator,
        process.threadCount(),
        process.memoryBytes(),
        secret,
        true);
  }

  /// A server that listens on every address is reached under the machine's name.
  private static String reachable(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress()
          ? InetAddress.getLocalHost().getCanonicalHostName()
          : host;
    } catch (UnknownHostException e) {
      return host;
    }
  }
}
