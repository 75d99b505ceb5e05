package dev.mutirao.server.cli;

import dev.mutirao.executor.memory.HeapReserve;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `mutirao` command: one class per subcommand beside this one.
///
/// Exit codes: 0 fine, 1 a statement failed or the server did not answer, 2 wrong usage. A failure
/// is one line on standard error that begins with `error: `.
@Command(
    name = "mutirao",
    description = "SQL over files, on one machine or many.",
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {
  static final int FINE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  /// In the order of the help.
  private static final List<String> COMMANDS =
      List.of(
          "sql",
          "local",
          "coordinator",
          "executor",
          "version",
          "classpath",
          "jvm-flags",
          "train",
          "help");

  private final OutputStream rows;
  private final PrintStream messages;

  @Spec private CommandSpec spec;

  private Main(OutputStream rows, PrintStream messages) {
    this.rows = rows;
    this.messages = messages;
  }

  public static void main(String[] args) {
    Logging.start(args);
    boolean isExecutor = args.length > 0 && args[0].equals("executor");
    Thread.setDefaultUncaughtExceptionHandler(isExecutor ? ExecutorCommand::ended : Main::ended);
    System.exit(run(new FileOutputStream(FileDescriptor.out), System.err, args));
  }

  /// A thread ended by a failure that nobody caught: a defect. Where the heap ran out, the query
  /// that took it is told so, and this only the log.
  static void ended(Thread thread, Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      HeapReserve.release();
      LoggerFactory.getLogger(Main.class).warn("thread {} ended", thread.getName(), failure);
    } else {
      System.err.println("error: thread " + thread.getName() + " ended: " + failure);
      LoggerFactory.getLogger(Main.class).error("a thread ended", failure);
    }
  }

  /// Runs one command line to its end.
  ///
  /// @param rows where rows go, as they come
  /// @param messages where everything else goes
  /// @return the exit code
  static int run(OutputStream rows, PrintStream messages, String... args) {
    var failures = new OneLineFailures(messages);
    try {
      return commandLine(new Main(rows, messages), args)
          .setParameterExceptionHandler(failures)
          .setExecutionExceptionHandler(failures)
          .execute(SqlComments.asText(args));
    } catch (OutOfMemoryError full) {
      HeapReserve.release();
      return OneLineFailures.tell(messages, full);
    }
  }

  OutputStream rows() {
    return rows;
  }

  PrintStream messages() {
    return messages;
  }

  /// Reading the options of a command takes reflection and time, so only those of the command that
  /// is asked for are read, where it is known.
  private static CommandLine commandLine(Main main, String... args) {
    var line = new CommandLine(main);
    var asked = args.length > 0 && !args[0].equals("help") ? args[0] : "";
    for (var name : COMMANDS.contains(asked) ? List.of(asked) : COMMANDS) {
      line.addSubcommand(command(name));
    }
    var version = new VersionCommand();
    line.getCommandSpec().versionProvider(version);
    for (var command : line.getSubcommands().values()) {
      command.getCommandSpec().versionProvider(version);
    }
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// Constructors are called here and not by `SqlCommand::new`: the JVM crashes when an AOT cache
  /// would hold the handle of a class of picocli's, whose format is too old for the cache.
  private static Object command(String name) {
    return switch (name) {
      case "sql" -> new SqlCommand();
      case "local" -> new LocalCommand();
      case "coordinator" -> new CoordinatorCommand();
      case "executor" -> new ExecutorCommand();
      case "version" -> new VersionCommand();
      case "classpath" -> new ClasspathCommand();
      case "jvm-flags" -> new JvmFlagsCommand();
      case "train" -> new TrainCommand();
      case "help" -> new HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command, such as: mutirao sql \"SELECT 1\"");
  }
}
