package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Batch;
import org.apache.arrow.memory.BufferAllocator;

/// A compiled predicate. Thread-safe and without state between batches: one serves all threads of a
/// pipeline.
public interface Selector {
  /// Writes the numbers of the rows on which the predicate is true, ascending, to the start of
  /// `selected` (at least `input.rows()` long; what follows the result is undefined) and gives
  /// their count. Memory from `allocator` is released before it returns.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when a function fails on a row
  int select(Batch input, BufferAllocator allocator, int[] selected);
}
