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

  private static final class GroupWriter implements Writer {
    private final GroupMerge merge;
    private @Nullable Groups groups;

    GroupWriter(GroupMerge merge) {
      this.merge = merge;
    }

    @Override
    public void push(Batch batch) {
      try (batch) {
        if (groups == null) {
          groups = merge.newGroups();
        }
        groups.add(batch);
      }
    }

    @Override
    public void finish() {
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
    }
  }
}
