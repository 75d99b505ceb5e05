package dev.mutirao.executor.random;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// What the random numbers of a column are made of: memories of 64-bit integers, or one for all
/// rows.
///
/// @param seeds null for the same one, `seed`, on all rows
/// @param draws null for the same one, `draw`, on all rows; all fit into 32 bits, unsigned
public record Counters(
    MemorySegment ids,
    @Nullable MemorySegment seeds,
    long seed,
    @Nullable MemorySegment draws,
    long draw) {
  /// Whether rows differ by their ids only.
  boolean fixed() {
    return seeds == null && draws == null;
  }
}
