package dev.mutirao.executor.aggregate;

import dev.mutirao.executor.memory.OperatorMemory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the two ends of a breaker share: the groups of all threads, and how they are cut into parts
/// that readers merge and give away. What a thread filled alone is cut into ranges and not merged
/// at all.
///
/// Fields are guarded by this object's lock; the groups themselves do not change once {@link
/// #begin} was called.
final class GroupMerge {
  /// Groups that a merged part should hold at most, so that its table stays in the cache.
  private static final int PART_GROUPS = 1 << 15;

  /// Parts that there should be where results take long, so that threads share them.
  private static final int WANTED_PARTS = 32;

  private final AggregationLayout layout;
  private final OperatorMemory memory;
  private final int batchRows;
  private final long hashMask;
  private final PartitioningLimits limits;

  private final List<Partitioned> filled = new ArrayList<>();

  /// The only groups there are, when one thread had all the input.
  private @Nullable Groups alone;

  private int writers;
  private int partGroups = PART_GROUPS;
  private int parts = 1;
  private int started;
  private int finished;

  GroupMerge(
      AggregationLayout layout,
      OperatorMemory memory,
      int batchRows,
      long hashMask,
      PartitioningLimits limits) {
    this.layout = layout;
    this.memory = memory;
    this.batchRows = batchRows;
    this.hashMask = hashMask;
    this.limits = limits;
  }

  /// Another thread takes part.
  synchronized void opened() {
    writers++;
  }

  AggregationLayout layout() {
    return layout;
  }

  PartitioningLimits limits() {
    return limits;
  }

  Groups newGroups() {
    return new Groups(layout, hashMask, memory.state());
  }

  RowPartitioner newPartitioner() {
    return new RowPartitioner(layout, hashMask, memory.state());
  }

  /// Takes over what a thread filled.
  void take(Groups groups) {
    if (isAlone(groups)) {
      return;
    }
    takePart(new PartitionedGroups(layout, groups, memory.state()));
  }

  /// Takes over what a thread filled so far, and goes on otherwise.
  void putAside(Groups groups) {
    takePart(new PartitionedGroups(layout, groups, memory.state()));
  }

  /// Takes over some of what a thread was given.
  synchronized void takePart(Partitioned part) {
    filled.add(part);
  }

  /// Adds a range of partitions to `target`.
  void mergeInto(Groups target, Partitioned part, int from, int to) {
    part.mergeInto(target, from, to, memory.state(), batchRows);
  }

  /// Decides on the parts; nothing is taken any more.
  synchronized void begin() {
    if (filled.size() == 1 && filled.getFirst() instanceof PartitionedGroups only) {
      alone = only.groups();
    }
    if (filled.isEmpty() && alone == null && layout.keys().isEmpty()) {
      alone = newGroups();
    }
    long groups = alone != null ? alone.size() : filled.stream().mapToLong(Partitioned::size).sum();
    if (layout.keepsValues() && !layout.keys().isEmpty()) {
      partGroups = Math.clamp(groups / WANTED_PARTS, 1, PART_GROUPS);
    }
    if (alone != null) {
      parts = Math.ceilDiv(alone.size(), partGroups);
      return;
    }
    parts = groups == 0 ? 0 : 1;
    while (parts < Partitioned.PARTITIONS && groups > (long) parts * partGroups) {
      parts <<= 1;
    }
  }

  /// How many parts there are, at least 1.
  synchronized int parts() {
    return Math.max(1, parts);
  }

  /// The next part, merged; null when all are taken.
  @Nullable GroupRange nextPart() {
    int part;
    synchronized (this) {
      if (started >= parts) {
        return null;
      }
      part = started++;
      if (alone != null) {
        return range(
            alone,
            part * partGroups,
            Math.min(alone.size(), (part + 1) * partGroups),
            this::finishPart);
      }
    }
    int width = Partitioned.PARTITIONS / parts();
    var groups = newGroups();
    try {
      for (var each : filled()) {
        mergeInto(groups, each, part * width, (part + 1) * width);
      }
      return range(
          groups,
          0,
          groups.size(),
          () -> {
            groups.close();
            finishPart();
          });
    } catch (RuntimeException | Error failure) {
      groups.close();
      throw failure;
    }
  }

  /// Releases what nobody needs any more.
  synchronized void close() {
    started = parts;
    filled.forEach(Partitioned::close);
    filled.clear();
    if (alone != null) {
      alone.close();
      alone = null;
    }
  }

  /// With one thread there is nothing to merge, and no order of partitions to find.
  private synchronized boolean isAlone(Groups groups) {
    boolean isAlone = writers == 1 && filled.isEmpty();
    if (isAlone) {
      alone = groups;
    }
    return isAlone;
  }

  private synchronized List<Partitioned> filled() {
    return List.copyOf(filled);
  }

  private GroupRange range(Groups groups, int from, int to, Runnable release) {
    return new GroupRange(groups, from, to, memory.batches(), batchRows, release);
  }

  /// The memory of all threads goes when the last part is out.
  private synchronized void finishPart() {
    finished++;
    if (finished == parts) {
      close();
    }
  }
}
