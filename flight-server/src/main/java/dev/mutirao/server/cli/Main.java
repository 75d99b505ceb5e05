package dev.mutirao.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    QuietLogging.start();
    System.exit(commandLine(args).execute(args));
  }

  /// Reading the options of a command takes reflection and time, so only those of the command that
  /// is asked for are read, where it is known.
  private static CommandLine commandLine(String[] args) {
    var line = new CommandLine(new Main());
    var all = subcommands();
    var known = args.length > 0 && !args[0].equals("help") && all.containsKey(args[0]);
    all.forEach((name, command) -> {
      if (!known || name.equals(args[0])) {
        line.addSubcommand(command.get());
      }
    });
    line.getCommandSpec().versionProvider(VersionCommand::lines);
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(VersionCommand::lines));
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// By name, in the order of the help.
  private static Map<String, Supplier<Object>> subcommands() {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("sql", SqlCommand::new);
    commands.put("local", LocalCommand::new);
    commands.put("coordinator", CoordinatorCommand::new);
    commands.put("executor", ExecutorCommand::new);
    commands.put("version", VersionCommand::new);
    commands.put("classpath", ClasspathCommand::new);
    commands.put("jvm-flags", JvmFlagsCommand::new);
    commands.put("train", TrainCommand::new);
    commands.put("help", HelpCommand::new);
    return commands;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }
}
