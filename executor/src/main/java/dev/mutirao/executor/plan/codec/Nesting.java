package dev.mutirao.executor.plan.codec;

import dev.mutirao.connectors.error.ClusterErrors;

/// How deeply values may nest, so that neither end runs out of stack.
final class Nesting {
  static final int LIMIT = 1000;

  private Nesting() {}

  /// One level more, in a value of ours that is being written.
  static int deeper(int depth) {
    if (depth >= LIMIT) {
      throw ClusterErrors.planTooDeep(LIMIT);
    }
    return depth + 1;
  }
}
