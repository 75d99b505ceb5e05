package dev.mutirao.executor.sort;

import java.util.List;

/// Merges sorted runs: a binary heap of the runs' next rows. Among rows that tie on all keys the
/// earlier run comes first.
public final class RunMerge {
  private final RowOrder order;
  private final List<SortedRun> runs;
  private final int[] positions;
  private final int[] heap;
  private final long[] words; // first word of each run's next row
  private int size;

  public RunMerge(RowOrder order, List<SortedRun> runs) {
    this.order = order;
    this.runs = List.copyOf(runs);
    this.positions = new int[runs.size()];
    this.heap = new int[runs.size()];
    this.words = new long[runs.size()];
    for (int run = 0; run < runs.size(); run++) {
      if (runs.get(run).count() > 0) {
        words[run] = order.firstWord(runs.get(run).id(0));
        heap[size++] = run;
      }
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      sink(at);
    }
  }

  /// Puts the ids of the next rows into `ids`; returns how many, 0 at the end.
  public int next(int[] ids, int count) {
    int made = 0;
    while (made < count && size > 0) {
      int run = heap[0];
      var rows = runs.get(run);
      if (size == 1) {
        while (made < count && positions[run] < rows.count()) {
          ids[made++] = rows.id(positions[run]++);
        }
      } else {
        ids[made++] = rows.id(positions[run]++);
      }
      if (positions[run] == rows.count()) {
        heap[0] = heap[--size];
      } else {
        words[run] = order.firstWord(rows.id(positions[run]));
      }
      sink(0);
    }
    return made;
  }

  private void sink(int at) {
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], heap[at])) {
        return;
      }
      int run = heap[at];
      heap[at] = heap[child];
      heap[child] = run;
      at = child;
    }
  }

  private boolean before(int left, int right) {
    int compared = Long.compareUnsigned(words[left], words[right]);
    if (compared == 0) {
      compared =
          order.compareAfterFirst(
              runs.get(left).id(positions[left]),
              runs.get(right).id(positions[right]),
              words[left]);
    }
    return compared != 0 ? compared < 0 : left < right;
  }
}
