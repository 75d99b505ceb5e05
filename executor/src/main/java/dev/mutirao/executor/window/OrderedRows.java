package dev.mutirao.executor.window;

import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.sort.RowOrder;
import dev.mutirao.executor.sort.RunMerge;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// The rows of one part by position, which is their place in the order, and where partitions and
/// groups of peers begin. Used by one thread.
final class OrderedRows implements AutoCloseable {
  private static final int MERGE_ROWS = 8192;

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
      cut(layout.partitionOrder(), layout.orderBy());
    } catch (RuntimeException | Error failure) {
      memory.close();
      throw failure;
    }
  }

  private void order(WindowLayout layout, WindowPart part) {
    var runs = part.runs();
    var merge = new RunMerge(RowOrder.of(layout.sortBy(), columns), runs);
    var next = new int[MERGE_ROWS];
    int at = 0;
    for (int made = merge.next(next, next.length); made > 0; ) {
      for (int i = 0; i < made; i++) {
        ids.set(at++, next[i]);
      }
      made = merge.next(next, next.length);
    }
    part.forgetRuns();
  }

  private void cut(List<SortKey> partitionOrder, List<SortKey> orderBy) {
    var byPartition = RowOrder.of(partitionOrder, columns);
    var byOrder = RowOrder.of(orderBy, columns);
    for (int position = 0; position < count; position++) {
      int id = ids.get(position);
      boolean first = position == 0;
      int before = first ? id : ids.get(position - 1);
      boolean newPartition = first || byPartition.compare(before, id) != 0;
      if (newPartition) {
        partitionStarts.set(partitions, position);
        firstGroups.set(partitions++, groups);
      }
      if (newPartition || byOrder.compare(before, id) != 0) {
        groupStarts.set(groups++, position);
      }
    }
    partitionStarts.set(partitions, count);
    firstGroups.set(partitions, groups);
    groupStarts.set(groups, count);
  }

  int count() {
    return count;
  }

  List<ChunkedColumn> columns() {
    return columns;
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
