package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import org.jspecify.annotations.Nullable;

/// Where rows or states go in: every thread fills groups of its own.
final class AggregationSink implements Sink {
  private final GroupMerge merge;

  AggregationSink(GroupMerge merge) {
    this.merge = merge;
  }

  @Override
  public Writer open() {
    merge.opened();
    return new GroupWriter(merge);
  }

  @Override
  public void finish() {
    merge.begin();
  }

  @Override
  public void close() {
    merge.close();
  }

  /// Groups rows, or keeps them in partitions where that would hardly make them fewer.
  private static final class GroupWriter implements Writer {
    private final GroupMerge merge;
    private @Nullable Groups groups;

    /// Takes the rows that are worth moving, once grouping did not pay.
    private @Nullable PartitionedInput partitions;

    /// With a table of so many bytes the reduction is looked at.
    private long lookAt;

    GroupWriter(GroupMerge merge) {
      this.merge = merge;
      this.lookAt = merge.layout().mayKeepRows() ? merge.limits().bytes() : Long.MAX_VALUE;
    }

    @Override
    public void push(Batch batch) {
      if (partitions != null && PartitionedInput.isMovable(batch)) {
        partitions.add(batch);
        return;
      }
      boolean look;
      try (batch) {
        if (groups == null) {
          groups = merge.newGroups();
        }
        groups.add(batch);
        look = groups.sizeInBytes() >= lookAt && PartitionedInput.isMovable(batch);
      }
      if (look) {
        lookAtReduction(groups);
      }
    }

    @Override
    public void finish() {
      if (partitions != null) {
        partitions.finish();
      }
      if (groups != null) {
        var filled = groups;
        groups = null;
        merge.take(filled);
      }
    }

    @Override
    public void close() {
      if (groups != null) {
        groups.close();
      }
      if (partitions != null) {
        partitions.close();
      }
    }

    private void lookAtReduction(Groups filled) {
      if (filled.rowCount() >= filled.size() * merge.limits().minReduction()) {
        lookAt = 2 * filled.sizeInBytes();
        return;
      }
      groups = null;
      merge.putAside(filled);
      lookAt = Long.MAX_VALUE;
      partitions = new PartitionedInput(merge);
    }
  }
}
