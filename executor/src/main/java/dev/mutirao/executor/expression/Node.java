package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;

/// A step that computes a whole column: a fused loop, a lazy form, an input, a constant.
/// Thread-safe.
interface Node {
  Type type();

  /// A column as long as the batch, right on `rows` and undefined elsewhere; nothing is computed
  /// elsewhere. Belongs to the caller.
  Column evaluate(Evaluation evaluation, Rows rows);
}
