package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Source;
import org.jspecify.annotations.Nullable;

/// Where results come out. Readers take parts of the groups and never wait for each other.
final class AggregationSource implements Source {
  private final GroupMerge merge;

  AggregationSource(GroupMerge merge) {
    this.merge = merge;
  }

  @Override
  public Reader open() {
    return new PartReader(merge);
  }

  @Override
  public int maxReaders() {
    return merge.parts();
  }

  @Override
  public void close() {
    merge.close();
  }

  private static final class PartReader implements Reader {
    private final GroupMerge merge;
    private @Nullable GroupRange current;
    private boolean finished;

    PartReader(GroupMerge merge) {
      this.merge = merge;
    }

    @Override
    public @Nullable Batch next() {
      while (!finished) {
        if (current == null) {
          current = merge.nextPart();
          finished = current == null;
        } else {
          var batch = current.next();
          if (batch != null) {
            return batch;
          }
          close();
        }
      }
      return null;
    }

    @Override
    public boolean finished() {
      return finished;
    }

    @Override
    public void close() {
      if (current != null) {
        var done = current;
        current = null;
        done.close();
      }
    }
  }
}
