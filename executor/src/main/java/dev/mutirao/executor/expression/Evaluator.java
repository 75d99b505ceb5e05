package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.BufferAllocator;

/// A compiled expression. Thread-safe and without state between batches: one serves all threads of
/// a pipeline.
public interface Evaluator {
  /// The type of the columns it gives.
  Type type();

  /// The expression's value for each row of `input`, which stays with its owner. The result belongs
  /// to the caller; it may be dictionary encoded and may share the input's memory.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when a function fails on a row
  Column evaluate(Batch input, BufferAllocator allocator);
}
