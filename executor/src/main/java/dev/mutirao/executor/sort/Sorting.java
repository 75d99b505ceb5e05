package dev.mutirao.executor.sort;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Makes what runs a {@link PlanNode.Sort}, a {@link PlanNode.TopN} and a {@link
/// PlanNode.RemoteSource} with an order. Every source made here has one reader, which gives batches
/// of up to `batchRows` rows in order.
public final class Sorting {
  /// Up to so many rows a top-N keeps a bounded list per thread; beyond, all rows are sorted.
  private static final long BOUNDED_ROWS = 1 << 15;

  private Sorting() {}

  /// All rows in order.
  public static Breaker sort(PlanNode.Sort node, OperatorMemory memory, int batchRows) {
    var state = new SortState(node.output(), node.keys(), memory.state());
    return breaker(new SortSink(state), state, 0, Long.MAX_VALUE, memory, batchRows);
  }

  /// The rows from `offset` on, `limit` of them.
  public static Breaker topN(PlanNode.TopN node, OperatorMemory memory, int batchRows) {
    var state = new SortState(node.output(), node.keys(), memory.state());
    boolean bounded = node.limit() <= BOUNDED_ROWS && node.offset() <= BOUNDED_ROWS - node.limit();
    var sink =
        bounded ? new TopNSink(state, (int) (node.offset() + node.limit())) : new SortSink(state);
    return breaker(sink, state, node.offset(), node.limit(), memory, batchRows);
  }

  /// The rows of streams that come in the order of `keys` each. Takes the streams over.
  public static Source merge(
      Schema schema,
      List<SortKey> keys,
      List<BatchStream> streams,
      BufferAllocator batches,
      int batchRows) {
    return new MergeSource(schema, keys, streams, batches, batchRows);
  }

  private static Breaker breaker(
      Sink sink, SortState state, long offset, long limit, OperatorMemory memory, int batchRows) {
    return new Breaker(sink, new SortedSource(state, offset, limit, memory.batches(), batchRows));
  }
}
