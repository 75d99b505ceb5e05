package dev.mutirao.executor.userfunction;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds threads that do not come back from a user's function.
public final class Runaway {
  private Runaway() {}

  /// The method that a thread is in, such as `example.Functions.tax`: the outermost of a jar, or
  /// the one that takes rows from an iterator of the JDK's; empty when it is in the engine only.
  public static Optional<String> in(Thread thread) {
    var stack = thread.getStackTrace();
    return outermost(stack, frame -> JarClassLoader.NAME.equals(frame.getClassLoaderName()))
        .or(() ->
            outermost(stack, frame -> frame.getClassName().equals(IteratedRows.class.getName())))
        .map(frame -> frame.getClassName() + "." + frame.getMethodName());
  }

  private static Optional<StackTraceElement> outermost(
      StackTraceElement[] stack, Predicate<StackTraceElement> wanted) {
    return Arrays.stream(stack).filter(wanted).reduce((inner, outer) -> outer);
  }
}
