package dev.mutirao.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `mutirao` command: one class per subcommand beside this one.
///
/// Exit codes: 0 fine, 1 a statement failed or the server did not answer, 2 wrong usage.
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
  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    QuietLogging.start();
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }
}
