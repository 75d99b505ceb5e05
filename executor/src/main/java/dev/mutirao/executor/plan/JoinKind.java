package dev.mutirao.executor.plan;

/// Which rows a join gives. "Left" is the probe side, "right" the build side.
public enum JoinKind {
  INNER,
  LEFT,
  RIGHT,
  FULL,
  /// Left rows with at least one match; left columns only.
  SEMI,
  /// Left rows without a match; left columns only.
  ANTI,
  /// Right rows with at least one match; right columns only. Like SEMI, but of the kept side.
  RIGHT_SEMI,
  /// Right rows without a match; right columns only. Like ANTI, but of the kept side.
  RIGHT_ANTI,
  /// `NOT IN`: left rows whose comparison with every right row is false; none when the right side
  /// holds a NULL key, all when the right side is empty. Exactly one key. Left columns only. The
  /// build side is broadcast.
  NULL_AWARE_ANTI
}
