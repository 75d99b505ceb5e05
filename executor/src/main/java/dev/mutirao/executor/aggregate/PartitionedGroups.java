package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Batch;
import java.util.function.IntUnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The groups of one thread in the order of their partitions.
final class PartitionedGroups implements Partitioned {
  private final AggregationLayout layout;
  private final Groups groups;
  private final Order order;

  /// Per state the order of its pairs; null where it is not DISTINCT.
  private final @Nullable Order[] pairs;

  /// Where each group went, for the pairs; kept when there are any.
  private final StateArray merged;

  /// Takes the groups over.
  PartitionedGroups(AggregationLayout layout, Groups groups, BufferAllocator state) {
    this.layout = layout;
    this.groups = groups;
    this.merged = new StateArray(state);
    this.pairs = new Order[layout.states().size()];
    this.order = new Order(state);
    try {
      order.sort(groups.size(), group -> Partitioned.partition(groups.hash(group)));
      for (int i = 0; i < pairs.length; i++) {
        var distinct = groups.distinct(i);
        if (distinct != null) {
          var pairOrder = new Order(state);
          pairs[i] = pairOrder;
          pairOrder.sort(
              distinct.size(), pair -> Partitioned.partition(groups.hash(distinct.group(pair))));
        }
      }
      if (layout.hasDistinct()) {
        merged.reserve((long) groups.size() << 2);
      }
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  Groups groups() {
    return groups;
  }

  @Override
  public int size() {
    return groups.size();
  }

  @Override
  public void mergeInto(Groups target, int from, int to, BufferAllocator scratch, int batchRows) {
    var numbers = new int[Math.min(batchRows, order.start(to) - order.start(from))];
    for (int at = order.start(from); at < order.start(to); at += batchRows) {
      int count = Math.min(batchRows, order.start(to) - at);
      order.read(at, count, numbers);
      try (Batch states = groups.state(numbers, 0, count, scratch)) {
        var targets = target.merge(states);
        target.takeValues(groups, numbers, targets, count);
        if (layout.hasDistinct()) {
          for (int i = 0; i < count; i++) {
            merged.segment().set(INT, (long) numbers[i] << 2, targets[i]);
          }
        }
      }
    }
    for (int state = 0; state < pairs.length; state++) {
      var pairOrder = pairs[state];
      if (pairOrder != null) {
        mergePairs(target, state, pairOrder, from, to, scratch, numbers);
      }
    }
  }

  @Override
  public void close() {
    groups.close();
    order.close();
    merged.close();
    for (var pairOrder : pairs) {
      if (pairOrder != null) {
        pairOrder.close();
      }
    }
  }

  private void mergePairs(
      Groups target,
      int state,
      Order pairOrder,
      int from,
      int to,
      BufferAllocator scratch,
      int[] numbers) {
    var distinct = java.util.Objects.requireNonNull(groups.distinct(state));
    var targets = new int[numbers.length];
    for (int at = pairOrder.start(from); at < pairOrder.start(to); at += numbers.length) {
      int count = Math.min(numbers.length, pairOrder.start(to) - at);
      pairOrder.read(at, count, numbers);
      for (int i = 0; i < count; i++) {
        targets[i] = merged.segment().get(INT, (long) distinct.group(numbers[i]) << 2);
      }
      try (var output = new ColumnList()) {
        distinct.writeArguments(numbers, 0, count, scratch, output);
        try (Batch arguments = output.toBatch(count)) {
          target.mergeDistinct(state, targets, arguments);
        }
      }
    }
  }

  /// Numbers sorted by partition, by counting.
  private static final class Order implements AutoCloseable {
    private final StateArray sorted;
    private final int[] starts = new int[PARTITIONS + 1];

    Order(BufferAllocator state) {
      sorted = new StateArray(state);
    }

    void sort(int count, IntUnaryOperator partition) {
      sorted.reserve((long) count << 2);
      for (int i = 0; i < count; i++) {
        starts[partition.applyAsInt(i) + 1]++;
      }
      for (int i = 0; i < PARTITIONS; i++) {
        starts[i + 1] += starts[i];
      }
      var next = starts.clone();
      var memory = sorted.segment();
      for (int i = 0; i < count; i++) {
        memory.set(INT, (long) next[partition.applyAsInt(i)]++ << 2, i);
      }
    }

    int start(int partition) {
      return starts[partition];
    }

    void read(int from, int count, int[] target) {
      for (int i = 0; i < count; i++) {
        target[i] = sorted.segment().get(INT, (long) (from + i) << 2);
      }
    }

    @Override
    public void close() {
      sorted.close();
    }
  }
}
