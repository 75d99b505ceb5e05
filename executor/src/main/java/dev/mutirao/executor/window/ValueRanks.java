package dev.mutirao.executor.window;

import dev.mutirao.executor.store.ChunkedColumn;
import java.util.function.IntBinaryOperator;

/// The values of a part, numbered in ascending order: the rank of each position that counts, and a
/// position with the value of each rank. Equal values have the same rank.
///
/// @param rankOf -1 where the position does not count
/// @param positionOf one position per rank
/// @param count number of ranks
record ValueRanks(IntVector rankOf, IntVector positionOf, int count) {
  /// @param exact whether -0 and 0, which are equal, have ranks of their own
  static ValueRanks of(
      ChunkedColumn values, OrderedRows rows, Presence presence, PartMemory memory, boolean exact) {
    var order = PositionOrder.of(values, rows, presence, memory);
    var equality = ValueComparison.of(values, values);
    IntBinaryOperator difference =
        exact ? order : (a, b) -> equality.applyAsInt(rows.id(a), rows.id(b));
    var rankOf = memory.ints(rows.count());
    var sorted = memory.ints(rows.count());
    int present = 0;
    for (int position = 0; position < rows.count(); position++) {
      rankOf.set(position, -1);
      if (presence.at(position)) {
        sorted.set(present++, position);
      }
    }
    try (var scratch = new IntVector(memory.allocator(), rows.count())) {
      sort(sorted, scratch, present, order);
    }
    int ranks = 0;
    for (int i = 0; i < present; i++) {
      int position = sorted.get(i);
      if (ranks == 0 || difference.applyAsInt(sorted.get(ranks - 1), position) != 0) {
        sorted.set(ranks++, position);
      }
      rankOf.set(position, ranks - 1);
    }
    return new ValueRanks(rankOf, sorted, ranks);
  }

  /// Merge sort from the bottom up; the result is in `numbers`.
  private static void sort(
      IntVector numbers, IntVector scratch, int count, IntBinaryOperator order) {
    var from = numbers;
    var to = scratch;
    for (long width = 1; width < count; width *= 2) {
      for (long start = 0; start < count; start += 2 * width) {
        int middle = (int) Math.min(count, start + width);
        int end = (int) Math.min(count, start + 2 * width);
        int left = (int) start;
        int right = middle;
        for (int at = left; at < end; at++) {
          boolean takeRight =
              left == middle
                  || right < end && order.applyAsInt(from.get(left), from.get(right)) > 0;
          to.set(at, from.get(takeRight ? right++ : left++));
        }
      }
      var before = from;
      from = to;
      to = before;
    }
    if (from != numbers) {
      for (int i = 0; i < count; i++) {
        numbers.set(i, from.get(i));
      }
    }
  }
}
