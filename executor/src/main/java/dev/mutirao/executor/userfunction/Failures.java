package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// What users are told when their function throws: its name, the row's values, and the message. The
/// log has the stack trace.
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final int MOST_CHARACTERS = 100;

  private static final MethodHandle FAIL = fail();

  private Failures() {}

  /// The same function, which fails with an error of the catalogue.
  static MethodHandle told(String function, MethodHandle handle) {
    var type = handle.type();
    var handler =
        MethodHandles.insertArguments(FAIL, 0, function)
            .asCollector(Object[].class, type.parameterCount())
            .asType(type.insertParameterTypes(0, Throwable.class));
    return MethodHandles.catchException(handle, Throwable.class, handler);
  }

  /// The error for what a function threw.
  static MutiraoException of(String function, Throwable thrown, Object[] arguments) {
    if (thrown instanceof MutiraoException known) {
      return known;
    }
    var cause =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    var row =
        Arrays.stream(arguments).map(Failures::shown).collect(Collectors.joining(", ", "(", ")"));
    if (cause instanceof OutOfMemoryError) {
      return FunctionErrors.functionOutOfMemory(function, row);
    }
    LOG.log(Level.WARNING, "function " + function + " failed on " + row, cause);
    return FunctionErrors.functionFailed(function, row, oneLine(cause), cause);
  }

  static Object fail(String function, Throwable thrown, Object[] arguments) {
    throw of(function, thrown, arguments);
  }

  private static String oneLine(Throwable cause) {
    var message = cause.getMessage();
    var name = cause.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? name
        : name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String shown(Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> "'" + shortened(text) + "'";
      case byte[] bytes -> shortened("\\x" + HexFormat.of().formatHex(bytes));
      default -> value.toString();
    };
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
  }

  private static MethodHandle fail() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Failures.class,
              "fail",
              MethodType.methodType(Object.class, String.class, Throwable.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
