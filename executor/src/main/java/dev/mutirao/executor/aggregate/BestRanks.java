package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.executor.sort.RowOrder;
import org.apache.arrow.memory.BufferAllocator;

/// How good the best rows of each group are. A row is the better the less its {@link RowOrder#rank}
/// is: its goodness, compared as an unsigned number, is the complement of that. 0 is no row, and
/// not better than any. Used by one thread.
final class BestRanks implements AutoCloseable {
  private final int count;

  /// `count` numbers per group, the worst first.
  private final StateArray best;

  /// @param count of how many rows of a group
  BestRanks(int count, BufferAllocator state) {
    this.count = count;
    this.best = new StateArray(state);
  }

  /// Makes room for so many groups.
  void reserve(int groups) {
    best.reserve((long) groups * count << 3);
  }

  /// Whether a row is among the first of its group so far, or ties with the last of these.
  boolean isFirst(int group, long goodness) {
    return Long.compareUnsigned(goodness, best.segment().get(LONG, worst(group))) >= 0;
  }

  /// As {@link #isFirst}, and remembers the row.
  boolean offer(int group, long goodness) {
    var known = best.segment();
    long place = worst(group);
    int compared = Long.compareUnsigned(goodness, known.get(LONG, place));
    if (compared > 0) {
      long last = place + (count - 1L << 3);
      while (place < last && Long.compareUnsigned(known.get(LONG, place + 8), goodness) < 0) {
        known.set(LONG, place, known.get(LONG, place + 8));
        place += 8;
      }
      known.set(LONG, place, goodness);
    }
    return compared >= 0;
  }

  private long worst(int group) {
    return (long) group * count << 3;
  }

  long sizeInBytes() {
    return best.sizeInBytes();
  }

  @Override
  public void close() {
    best.close();
  }
}
