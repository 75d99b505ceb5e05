package dev.mutirao.executor.window;

import dev.mutirao.executor.sort.RowOrder;
import dev.mutirao.executor.sort.RunMerge;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// The rows of one part by position, which is their place in the order, and where partitions and
/// groups of peers begin. Used by one thread.
final class OrderedRows implements AutoCloseable {
  private static final int STEP_ROWS = 8192;

  private final List<ChunkedColumn> columns;
  private final int count;
  private final PartMemory memory;
  private final IntVector ids;
  private final IntVector partitionStarts;
  private final IntVector firstGroups;
  private final IntVector groupStarts;
  private int partitions;
  private int groups;

  /// Sorts the part; its rows stay where they are.
  OrderedRows(WindowLayout layout, WindowPart part, BufferAllocator state) {
    this.columns = part.store().columns();
    this.count = Math.toIntExact(part.store().rows());
    this.memory = new PartMemory(state);
    try {
      this.ids = memory.ints(count);
      order(layout, part);
      this.partitionStarts = memory.ints(count + 1);
      this.firstGroups = memory.ints(count + 1);
      this.groupStarts = memory.ints(count + 1);
      cut(layout);
    } catch (RuntimeException | Error failure) {
      memory.close();
      throw failure;
    }
  }

  private void order(WindowLayout layout, WindowPart part) {
    var runs = part.runs();
    var merge = new RunMerge(RowOrder.of(layout.sortBy(), columns), runs);
    var next = new int[STEP_ROWS];
    int at = 0;
    for (int made = merge.next(next, next.length); made > 0; ) {
      for (int i = 0; i < made; i++) {
        ids.set(at++, next[i]);
      }
      made = merge.next(next, next.length);
    }
    part.forgetRuns();
  }

  /// Finds where partitions begin and, when anybody asks for them, groups of peers.
  private void cut(WindowLayout layout) {
    var byPartition = RowOrder.of(layout.partitionOrder(), columns);
    var byOrder = RowOrder.of(layout.needsPeers() ? layout.orderBy() : List.of(), columns);
    // One row of the step before comes first in each, to compare with.
    var step = new int[STEP_ROWS + 1];
    var newPartition = new boolean[step.length];
    var newGroup = new boolean[step.length];
    for (int from = 0; from < count; from += STEP_ROWS) {
      int rows = Math.min(STEP_ROWS, count - from);
      for (int i = 0; i <= rows; i++) {
        step[i] = ids.get(Math.max(0, from + i - 1));
      }
      java.util.Arrays.fill(newPartition, false);
      java.util.Arrays.fill(newGroup, false);
      byPartition.markChanges(step, rows + 1, newPartition);
      byOrder.markChanges(step, rows + 1, newGroup);
      newPartition[1] |= from == 0;
      for (int i = 1; i <= rows; i++) {
        if (newPartition[i]) {
          partitionStarts.set(partitions, from + i - 1);
          firstGroups.set(partitions++, groups);
        }
        if (newPartition[i] || newGroup[i]) {
          groupStarts.set(groups++, from + i - 1);
        }
      }
    }
    partitionStarts.set(partitions, count);
    firstGroups.set(partitions, groups);
    groupStarts.set(groups, count);
  }

  int count() {
    return count;
  }

  ChunkedColumn column(int index) {
    return columns.get(index);
  }

  /// The row at a position.
  int id(int position) {
    return ids.get(position);
  }

  /// The first position of a partition; that of the one after the last is {@link #count}.
  int partitionStart(int partition) {
    return partitionStarts.get(partition);
  }

  /// The first group of peers of a partition; groups are numbered through all partitions.
  int firstGroup(int partition) {
    return firstGroups.get(partition);
  }

  /// The first position of a group; that of the one after the last is {@link #count}.
  int groupStart(int group) {
    return groupStarts.get(group);
  }

  @Override
  public void close() {
    memory.close();
  }
}
