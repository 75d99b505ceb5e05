package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
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
    subcommands = {
      SqlCommand.class,
      LocalCommand.class,
      CoordinatorCommand.class,
      ExecutorCommand.class,
      VersionCommand.class,
      ClasspathCommand.class,
      JvmFlagsCommand.class,
      TrainCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  static final int FINE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private final OutputStream rows;
  private final PrintStream messages;

  @Spec private CommandSpec spec;

  private Main(OutputStream rows, PrintStream messages) {
    this.rows = rows;
    this.messages = messages;
  }

  public static void main(String[] args) {
    QuietLogging.start();
    System.exit(run(new FileOutputStream(FileDescriptor.out), System.err, args));
  }

  /// Runs one command line to its end.
  ///
  /// @param rows where rows go, as they come
  /// @param messages where everything else goes
  /// @return the exit code
  static int run(OutputStream rows, PrintStream messages, String... args) {
    var line =
        new CommandLine(new Main(rows, messages))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(
                (wrong, all) -> wrongUsage(messages, wrong.getCommandLine(), wrong.getMessage()))
            .setExecutionExceptionHandler((failure, command, parsed) -> failed(messages, failure));
    return line.execute(SqlComments.asText(args));
  }

  OutputStream rows() {
    return rows;
  }

  PrintStream messages() {
    return messages;
  }

  /// Says in one line why a command failed, and in another when it could not be cleaned up.
  static int failed(PrintStream messages, Exception failure) {
    var known =
        failure instanceof MutiraoException told
            ? told
            : EngineErrors.internal(failure.toString(), failure);
    LoggerFactory.getLogger(Main.class).debug("a command failed", failure);
    messages.println("error: " + oneLine(known.getMessage()));
    for (var afterwards : failure.getSuppressed()) {
      var defect = EngineErrors.internal("cleaning up: " + afterwards, afterwards);
      messages.println("error: " + oneLine(defect.getMessage()));
    }
    return FAILED;
  }

  private static int wrongUsage(PrintStream messages, CommandLine command, String message) {
    var name =
        command.getCommandSpec().root() == command.getCommandSpec()
            ? ""
            : " " + command.getCommandName();
    messages.println("error: " + plain(oneLine(message)) + "; see: mutirao help" + name);
    return WRONG_USAGE;
  }

  /// Without the prefix that some messages of the option parser have, and others have not.
  private static String plain(String message) {
    return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
  }

  private static String oneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command, such as: mutirao sql \"SELECT 1\"");
  }
}
