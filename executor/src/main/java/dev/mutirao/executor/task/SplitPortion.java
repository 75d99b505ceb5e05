package dev.mutirao.executor.task;

import dev.mutirao.connectors.source.Split;
import java.util.List;

/// Some of a scan's splits, given to one task.
///
/// @param last whether there will be none after these, so that nobody needs to ask again
public record SplitPortion(List<Split> splits, boolean last) {
  /// No splits, and none to come.
  public static final SplitPortion END = new SplitPortion(List.of(), true);

  /// No splits, while there may be some.
  public static final SplitPortion NOTHING_YET = new SplitPortion(List.of(), false);

  public SplitPortion {
    splits = List.copyOf(splits);
  }
}
