package dev.mutirao.executor.aggregate;

/// An accumulator whose state is all the values, or objects. Between the threads of a process
/// values go from one to the other as they are; as state columns, where a group's values are one
/// cell, they only travel.
///
/// That is why such calls need no plan of their own: they go through the same two phases as others,
/// which beside them in the same query still send a state per group, and a value travels once
/// without the keys of its group.
interface ValueKeeper extends Accumulator {
  /// Adds the values that `other`, for the same call, has for `groups[i]` to the group
  /// `targets[i]`, for `i` below `count`; these groups of `other` are not used any more. Many
  /// threads may take from one at once.
  void take(Accumulator other, int[] groups, int[] targets, int count);
}
