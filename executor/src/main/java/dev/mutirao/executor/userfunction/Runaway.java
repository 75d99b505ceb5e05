package dev.mutirao.executor.userfunction;

import java.util.Arrays;
import java.util.Optional;

/// Finds threads that do not come back from a user's function.
public final class Runaway {
  private Runaway() {}

  /// The method that a thread is in, such as `example.Functions.tax`; empty when it is in the
  /// engine only.
  public static Optional<String> in(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .filter(frame ->
            JarClassLoader.NAME.equals(frame.getClassLoaderName())
                || frame.getClassName().equals(IteratedRows.class.getName()))
        .reduce((inner, outer) -> outer)
        .map(frame -> frame.getClassName() + "." + frame.getMethodName());
  }
}
