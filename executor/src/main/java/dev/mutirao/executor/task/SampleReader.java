package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.executor.plan.PlanNode.RowSample;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Gives the rows of a split that a sample picks. A row's luck is a hash of the seed, the split and
/// the row's place in it; how a table is cut into splits depends on its files alone.
final class SampleReader implements SplitReader {
  private static final long FIRST = 0xBF58476D1CE4E5B9L;
  private static final long SECOND = 0x94D049BB133111EBL;

  private final SplitReader rows;
  private final RowSample sample;
  private final long seed;
  private final BufferAllocator allocator;
  private int[] picked = new int[0];
  private long position;

  /// Takes the reader over.
  SampleReader(SplitReader rows, Split split, RowSample sample, BufferAllocator allocator) {
    this.rows = rows;
    this.sample = sample;
    this.seed = mix(mix(sample.seed() ^ pathHash(split.path())) + split.start());
    this.allocator = allocator;
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      var batch = rows.next();
      int count = batch == null ? 0 : pick(batch.rows());
      if (batch == null || count == batch.rows()) {
        return batch;
      }
      try (batch) {
        if (count > 0) {
          return Gather.rows(batch, picked, count, allocator);
        }
      }
    }
  }

  private int pick(int count) {
    if (picked.length < count) {
      picked = new int[count];
    }
    int found = 0;
    for (int row = 0; row < count; row++) {
      if (luck((position + row) / sample.blockRows()) < sample.rate()) {
        picked[found++] = row;
      }
    }
    position += count;
    return found;
  }

  /// A number from 0 to less than 1.
  private double luck(long block) {
    return (mix(seed + block) >>> 11) * 0x1p-53;
  }

  private static long pathHash(String path) {
    long hash = 0;
    for (int i = 0; i < path.length(); i++) {
      hash = 31 * hash + path.charAt(i);
    }
    return hash;
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
  private static long mix(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * FIRST;
    mixed = (mixed ^ mixed >>> 27) * SECOND;
    return mixed ^ mixed >>> 31;
  }

  @Override
  public void close() {
    rows.close();
  }
}
