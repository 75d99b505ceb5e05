package dev.mutirao.executor.join;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.JoinKind;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// What the threads of a join share.
///
/// @param left columns of the left side
/// @param right columns of the right side
/// @param condition selects among candidate pairs; null when all of them match
record JoinShared(
    JoinKind kind,
    Schema left,
    Schema right,
    BuildSide build,
    @Nullable JoinCondition condition,
    BufferAllocator batches,
    int batchRows) {

  /// Whether left rows without a match come out with NULLs on the right.
  boolean keepsLeft() {
    return kind == JoinKind.LEFT || kind == JoinKind.FULL;
  }

  /// Whether right rows without a match come out with NULLs on the left.
  boolean keepsRight() {
    return kind == JoinKind.RIGHT || kind == JoinKind.FULL;
  }

  /// Whether left rows without a candidate can come as pairs at once: no condition can take their
  /// match away later.
  boolean givesUnmatchedPairs() {
    return keepsLeft() && condition == null;
  }

  /// Whether an empty right side means that nothing comes out.
  boolean needsRight() {
    return switch (kind) {
      case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT, FULL, ANTI, NULL_AWARE_ANTI -> false;
    };
  }
}
