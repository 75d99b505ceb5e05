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

    /// Takes the rows while there are no groups.
    private @Nullable PartitionedInput partitions;

    /// With a table of so many bytes the reduction is looked at.
    private long lookAt;

    GroupWriter(GroupMerge merge) {
      this.merge = merge;
      this.lookAt = merge.layout().mayKeepRows() ? merge.limits().bytes() : Long.MAX_VALUE;
    }

    @Override
    public void push(Batch batch) {
      if (partitions != null) {
        partitions.add(batch);
        return;
      }
      try (batch) {
        if (groups == null) {
          groups = merge.newGroups();
        }
        groups.add(batch);
      }
      if (groups.sizeInBytes() >= lookAt) {
        lookAtReduction(groups);
      }
    }

    @Override
    public void finish() {
      if (groups != null) {
        var filled = groups;
        groups = null;
        merge.take(filled);
      }
      if (partitions != null) {
        partitions.finish();
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
      partitions = new PartitionedInput(merge);
    }
  }
}
