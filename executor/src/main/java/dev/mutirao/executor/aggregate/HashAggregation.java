package dev.mutirao.executor.aggregate;

import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.plan.PlanNode;

/// Groups rows by hash tables, one per thread, that are merged partition by partition.
public final class HashAggregation {
  /// Every bit of a hash counts.
  static final long ALL_BITS = -1;

  private HashAggregation() {}

  /// The two ends of a SINGLE or FINAL aggregation. The source gives batches of at most `batchRows`
  /// rows, in no particular order.
  public static Breaker breaker(
      PlanNode.Aggregate node, Accumulators accumulators, OperatorMemory memory, int batchRows) {
    return breaker(node, accumulators, memory, batchRows, ALL_BITS, PartitioningLimits.DEFAULT);
  }

  /// The same, of the engine's own aggregates.
  public static Breaker breaker(PlanNode.Aggregate node, OperatorMemory memory, int batchRows) {
    return breaker(node, memory, batchRows, ALL_BITS, PartitioningLimits.DEFAULT);
  }

  /// A PARTIAL or INTERMEDIATE aggregation, which streams: states leave when there are too many to
  /// keep.
  public static OperatorFactory partial(
      PlanNode.Aggregate node, Accumulators accumulators, OperatorMemory memory, int batchRows) {
    return partial(
        AggregationLayout.of(node, accumulators),
        memory,
        batchRows,
        PartialAggregation.Limits.DEFAULT,
        ALL_BITS);
  }

  static Breaker breaker(
      PlanNode.Aggregate node,
      OperatorMemory memory,
      int batchRows,
      long hashMask,
      PartitioningLimits limits) {
    return breaker(node, Accumulators.OF_ENGINE, memory, batchRows, hashMask, limits);
  }

  private static Breaker breaker(
      PlanNode.Aggregate node,
      Accumulators accumulators,
      OperatorMemory memory,
      int batchRows,
      long hashMask,
      PartitioningLimits limits) {
    if (node.phase().givesStates()) {
      throw new IllegalArgumentException("an aggregation that gives states is an operator");
    }
    var merge =
        new GroupMerge(
            AggregationLayout.of(node, accumulators), memory, batchRows, hashMask, limits);
    return new Breaker(new AggregationSink(merge), new AggregationSource(merge));
  }

  static OperatorFactory partial(
      PlanNode.Aggregate node,
      OperatorMemory memory,
      int batchRows,
      PartialAggregation.Limits limits,
      long hashMask) {
    return partial(
        AggregationLayout.of(node, Accumulators.OF_ENGINE), memory, batchRows, limits, hashMask);
  }

  private static OperatorFactory partial(
      AggregationLayout layout,
      OperatorMemory memory,
      int batchRows,
      PartialAggregation.Limits limits,
      long hashMask) {
    if (!layout.phase().givesStates()) {
      throw new IllegalArgumentException("only an aggregation that gives states streams");
    }
    return () -> new PartialAggregation(layout, memory, batchRows, limits, hashMask);
  }
}
