package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.planner.parser.StatementSplitter;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Says in one line why a command failed, shows the place when it is one of a statement, and gives
/// the exit code.
record OneLineFailures(PrintStream messages)
    implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(OneLineFailures.class);

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    var command = wrong.getCommandLine().getCommandSpec();
    var topic = command.root() == command ? "" : " " + command.name();
    var what = plain(oneLine(wrong.getMessage()));
    messages.println("error: " + what + "; see: mutirao help" + topic);
    return Main.WRONG_USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return tell(messages, failure);
  }

  /// Says why a command that runs no statements failed.
  static int tell(PrintStream messages, Exception failure) {
    return tell(messages, failure, null);
  }

  /// Says that the command itself found no heap.
  static int tell(PrintStream messages, OutOfMemoryError full) {
    return tell(
        messages,
        EngineErrors.outOfHeap("the command", Runtime.getRuntime().maxMemory(), full),
        null);
  }

  /// Says why a command failed, and in another line when it could not be cleaned up.
  ///
  /// @param running the statement that ran, if one did
  static int tell(
      PrintStream messages, Exception failure, StatementSplitter.@Nullable Part running) {
    var known =
        failure instanceof MutiraoException told
            ? told
            : EngineErrors.internal(failure.toString(), failure);
    LOG.debug("a command failed", failure);
    var message = known.getMessage();
    if (running == null) {
      messages.println("error: " + oneLine(message));
    } else {
      messages.println("error: " + oneLine(Caret.inScript(message, running)));
      Caret.below(message, running.sql()).forEach(messages::println);
    }
    for (var afterwards : failure.getSuppressed()) {
      var defect = EngineErrors.internal("cleaning up: " + afterwards, afterwards);
      messages.println("error: " + oneLine(defect.getMessage()));
    }
    return Main.FAILED;
  }

  /// Without the prefix that some messages of the option parser have, and others have not.
  private static String plain(String message) {
    return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
  }

  private static String oneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }
}
