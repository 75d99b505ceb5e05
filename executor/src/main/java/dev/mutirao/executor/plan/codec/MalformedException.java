package dev.mutirao.executor.plan.codec;

/// Bytes that do not spell what was expected.
final class MalformedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
