package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.memory.HeapReserve;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What users are told when their function throws: its name, the row's values, and the message. The
/// log has the stack trace.
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_OF_MESSAGE = 1000;

  /// How the JDK tells, at the second use of a class, what was thrown at the first.
  private static final Pattern FIRST_FAILURE =
      Pattern.compile("Exception (.*) \\[in thread \".*\"]", Pattern.DOTALL);

  private static final MethodHandle FAIL = find("fail", Object[].class);
  private static final MethodHandle FAIL_IN = find("failIn", String.class);
  private static final MethodHandle HEAP_IS_FULL = heapIsFull();

  private Failures() {}

  /// The same function, which fails with an error of the catalogue.
  static MethodHandle told(String function, MethodHandle handle) {
    return told(function, handle, 0);
  }

  /// The same method of an object, whose other parameters are of a row.
  static MethodHandle toldOfRow(String function, MethodHandle handle) {
    return told(function, handle, 1);
  }

  /// The same method, whose parameters tell users nothing.
  ///
  /// @param where the method, such as `merge()`
  static MethodHandle toldIn(String function, String where, MethodHandle handle) {
    var type = handle.type();
    var handler = MethodHandles.insertArguments(FAIL_IN, 0, function);
    handler = MethodHandles.insertArguments(handler, 1, where);
    handler =
        MethodHandles.dropArguments(handler, 1, type.parameterList())
            .asType(type.insertParameterTypes(0, Throwable.class));
    return MethodHandles.catchException(releasing(handle), Throwable.class, handler);
  }

  /// The same function, which lets go of the reserve of the heap, before anything is allocated for
  /// its failure, when it has taken the rest.
  private static MethodHandle releasing(MethodHandle handle) {
    var type = handle.type();
    var handler =
        MethodHandles.dropArguments(HEAP_IS_FULL, 1, type.parameterList())
            .asType(type.insertParameterTypes(0, OutOfMemoryError.class));
    return MethodHandles.catchException(handle, OutOfMemoryError.class, handler);
  }

  /// @param objects how many of the parameters, the first ones, are no arguments of a row
  private static MethodHandle told(String function, MethodHandle handle, int objects) {
    var type = handle.type();
    var handler =
        MethodHandles.insertArguments(FAIL, 0, function)
            .asCollector(Object[].class, type.parameterCount() - objects)
            .asType(type.dropParameterTypes(0, objects).insertParameterTypes(0, Throwable.class));
    handler = MethodHandles.dropArguments(handler, 1, type.parameterList().subList(0, objects));
    return MethodHandles.catchException(releasing(handle), Throwable.class, handler);
  }

  /// The error for what a function threw.
  static MutiraoException of(String function, Throwable thrown, Object[] arguments) {
    if (thrown instanceof OutOfMemoryError) {
      HeapReserve.release();
    }
    return of(
        function,
        "on",
        Arrays.stream(arguments).map(Failures::shown).collect(Collectors.joining(", ", "(", ")")),
        thrown);
  }

  private static MutiraoException of(String function, String word, String place, Throwable thrown) {
    if (thrown instanceof MutiraoException known) {
      return known;
    }
    var cause =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof OutOfMemoryError) {
      return FunctionErrors.functionOutOfMemory(function, word, place);
    }
    var told = Told.of(cause);
    if (!Rehearsal.isOn()) {
      LOG.log(
          Level.WARNING, "function " + function + " failed " + word + " " + place, told.logged());
    }
    return FunctionErrors.functionFailed(function, word, place, told.line(), told.logged());
  }

  static Object fail(String function, Throwable thrown, Object[] arguments) {
    throw of(function, thrown, arguments);
  }

  static Object failIn(String function, Throwable thrown, String where) {
    throw of(function, "in", where, thrown);
  }

  /// What is said of an exception.
  ///
  /// @param logged the exception, or what stands for one that cannot tell its message
  private record Told(String line, Throwable logged) {
    static Told of(Throwable cause) {
      var name = cause.getClass().getSimpleName();
      try {
        var message = shortened(message(cause).strip(), MOST_OF_MESSAGE);
        var line = message.isEmpty() ? name : name + ": " + message.replaceAll("\\s*\\R\\s*", " ");
        return new Told(line, cause);
      } catch (RuntimeException | Error ofUser) {
        var line = name + ", whose message cannot be read";
        var stand = new IllegalStateException(line, ofUser);
        stand.setStackTrace(cause.getStackTrace());
        return new Told(line, stand);
      }
    }

    private static String message(Throwable cause) {
      if (cause instanceof VerifyError) {
        return ClassFailures.firstLine(cause);
      }
      var message = Objects.requireNonNullElse(cause.getMessage(), "");
      var first = cause instanceof NoClassDefFoundError ? cause.getCause() : null;
      var told = FIRST_FAILURE.matcher(first == null ? "" : String.valueOf(first.getMessage()));
      return told.matches() ? message + ", after " + told.group(1) : message;
    }
  }

  private static String shown(Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> "'" + shortened(text, MOST_CHARACTERS) + "'";
      case byte[] bytes -> shortened("\\x" + HexFormat.of().formatHex(bytes), MOST_CHARACTERS);
      default -> value.toString();
    };
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  static Object heapIsFull(OutOfMemoryError thrown) {
    HeapReserve.release();
    throw thrown;
  }

  private static MethodHandle heapIsFull() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Failures.class,
              "heapIsFull",
              MethodType.methodType(Object.class, OutOfMemoryError.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle find(String name, Class<?> last) {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Failures.class,
              name,
              MethodType.methodType(Object.class, String.class, Throwable.class, last));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
