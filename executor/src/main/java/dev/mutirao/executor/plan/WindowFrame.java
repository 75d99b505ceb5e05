package dev.mutirao.executor.plan;

import java.util.Objects;

/// Which rows of the partition a framed window function sees.
public record WindowFrame(Unit unit, FrameBound start, FrameBound end, Exclusion exclusion) {
  /// Every row of the partition.
  public static final WindowFrame PARTITION =
      new WindowFrame(
          Unit.RANGE,
          new FrameBound.UnboundedPreceding(),
          new FrameBound.UnboundedFollowing(),
          Exclusion.NO_OTHERS);

  /// In what bounds are counted.
  public enum Unit {
    ROWS,
    RANGE,
    GROUPS
  }

  /// What is taken out of the frame.
  public enum Exclusion {
    NO_OTHERS,
    CURRENT_ROW,
    /// The current row and its peers.
    GROUP,
    /// The peers of the current row.
    TIES
  }

  public WindowFrame {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(exclusion, "exclusion");
    if (start instanceof FrameBound.UnboundedFollowing
        || end instanceof FrameBound.UnboundedPreceding) {
      throw new IllegalArgumentException("a frame that begins or ends beyond the partition");
    }
  }

  /// Whether both ends are those of the partition.
  public boolean isUnbounded() {
    return start instanceof FrameBound.UnboundedPreceding
        && end instanceof FrameBound.UnboundedFollowing;
  }

  /// Whether it depends on which rows tie.
  public boolean seesPeers() {
    return unit != Unit.ROWS && !isUnbounded()
        || exclusion == Exclusion.GROUP
        || exclusion == Exclusion.TIES;
  }
}
