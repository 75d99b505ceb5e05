package dev.mutirao.executor.userfunction;

import java.util.function.Supplier;

/// Calls whose failures do not count, so that the log does not tell of them: a constant that fails
/// while a statement is planned is called again, and fails again, when a row needs it.
public final class Rehearsal {
  private static final ScopedValue<Boolean> ON = ScopedValue.newInstance();

  private Rehearsal() {}

  /// What `computation` gives, or throws, on this thread.
  public static <T> T of(Supplier<T> computation) {
    return ScopedValue.where(ON, true).call(computation::get);
  }

  /// Whether this thread computes one.
  static boolean isOn() {
    return ON.isBound();
  }
}
