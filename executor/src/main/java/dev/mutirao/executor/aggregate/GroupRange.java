package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A range of groups on its way out, batch by batch.
final class GroupRange implements AutoCloseable {
  private final Groups groups;
  private final BufferAllocator batches;
  private final int batchRows;
  private final int[] numbers;
  private final Runnable release;
  private int next;
  private final int end;

  /// @param release called once when the range is closed
  GroupRange(
      Groups groups, int from, int to, BufferAllocator batches, int batchRows, Runnable release) {
    this.groups = groups;
    this.next = from;
    this.end = to;
    this.batches = batches;
    this.batchRows = batchRows;
    this.numbers = new int[Math.min(batchRows, to - from)];
    this.release = release;
  }

  @Nullable Batch next() {
    int count = Math.min(batchRows, end - next);
    if (count == 0) {
      return null;
    }
    for (int i = 0; i < count; i++) {
      numbers[i] = next + i;
    }
    next += count;
    return groups.output(numbers, 0, count, batches);
  }

  @Override
  public void close() {
    release.run();
  }
}
