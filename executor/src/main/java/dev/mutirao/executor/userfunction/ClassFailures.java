package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import java.util.Objects;
import java.util.regex.Pattern;

/// What users are told when the JVM does not take a class of their jar.
final class ClassFailures {
  private static final Pattern WRONG_NAME = Pattern.compile("(\\S+) \\(wrong name: (\\S+)\\)");

  private ClassFailures() {}

  /// @param jar its path
  /// @param name of the class that was loaded, or its methods and annotations read
  static MutiraoException of(String jar, String name, Throwable thrown) {
    return FunctionErrors.jarBroken(jar, why(name, thrown), thrown);
  }

  private static String why(String name, Throwable thrown) {
    var message = firstLine(thrown);
    var wrongName = WRONG_NAME.matcher(message);
    if (thrown instanceof NoClassDefFoundError && wrongName.matches()) {
      return "its class "
          + dotted(wrongName.group(2))
          + " is in the file of another, "
          + wrongName.group(1)
          + ".class";
    }
    return switch (thrown) {
      case ClassNotFoundException ignored -> isMissing(message);
      case NoClassDefFoundError ignored -> isMissing(message);
      case TypeNotPresentException missing -> isMissing(missing.typeName());
      case UnsupportedClassVersionError ignored when message.contains("review features") ->
          "its class " + name + " uses preview features; compile it without --enable-preview";
      default ->
          "Java refuses its class "
              + name
              + " with "
              + thrown.getClass().getSimpleName()
              + (message.isEmpty() ? "" : ": " + message);
    };
  }

  private static String isMissing(String name) {
    return "a class that it needs is not in it: " + dotted(name);
  }

  private static String dotted(String name) {
    return name.replace('/', '.');
  }

  /// What the JVM says of bad bytecode goes on with all of it.
  static String firstLine(Throwable thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), "")
        .lines()
        .findFirst()
        .orElse("")
        .strip();
  }
}
