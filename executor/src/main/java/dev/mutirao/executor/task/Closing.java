package dev.mutirao.executor.task;

import java.util.List;

/// Closes things whatever one of them says.
final class Closing {
  private Closing() {}

  /// Closes all in order; what goes wrong is told beside `failure`, which brought us here.
  static void all(List<? extends AutoCloseable> things, Throwable failure) {
    for (var thing : things) {
      try {
        thing.close();
      } catch (Exception | Error problem) {
        failure.addSuppressed(problem);
      }
    }
  }
}
