package dev.mutirao.server.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The option of every command that plans statements: functions in Java.
final class FunctionOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--functions",
      paramLabel = "JAR",
      description = "A jar of functions in Java; may be given several times.")
  List<Path> jars = List.of();

  /// Refuses the option beside one that has statements run elsewhere.
  void refuseWith(String other) {
    if (!jars.isEmpty()) {
      throw new ParameterException(
          new CommandLine(spec),
          "--functions is an option of the process that plans: give it to the server, or leave out "
              + other);
    }
  }
}
