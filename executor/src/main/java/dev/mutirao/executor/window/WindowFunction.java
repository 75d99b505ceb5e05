package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Column;
import org.apache.arrow.memory.BufferAllocator;

/// Computes one call for the positions of a part, batch after batch. What it keeps is its part's
/// {@link PartMemory}.
interface WindowFunction {
  /// The results for the positions of the batch, each of which is asked for once, in order. The
  /// column is the caller's.
  Column evaluate(PositionBatch batch, BufferAllocator allocator);
}
