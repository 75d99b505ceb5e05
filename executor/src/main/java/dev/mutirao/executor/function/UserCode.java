package dev.mutirao.executor.function;

import java.util.Map;
import java.util.function.IntSupplier;

/// The code of a user's jar.
///
/// @param loader of its classes
/// @param compiled where what was compiled with it is kept, so that it goes when the jar goes;
///   guarded by itself
public record UserCode(ClassLoader loader, Map<Object, Object> compiled) {
  /// Runs what calls it, with its loader as that of the thread's context.
  public void run(Runnable calls) {
    var before = ContextLoader.enter(loader);
    try {
      calls.run();
    } finally {
      ContextLoader.leave(before);
    }
  }

  /// The same of what gives a number.
  public int count(IntSupplier calls) {
    var before = ContextLoader.enter(loader);
    try {
      return calls.getAsInt();
    } finally {
      ContextLoader.leave(before);
    }
  }
}
