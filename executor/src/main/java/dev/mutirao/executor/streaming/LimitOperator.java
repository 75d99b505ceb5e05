package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Concat;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.plan.PlanNode;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;

/// Skips rows and gives at most so many. The threads of a pipeline count together, each batch once;
/// a single thread keeps the order.
public final class LimitOperator implements Operator {
  private final AtomicLong seen;
  private final long begin;
  private final long end;
  private final BufferAllocator batches;

  private LimitOperator(AtomicLong seen, long begin, long end, BufferAllocator batches) {
    this.seen = seen;
    this.begin = begin;
    this.end = end;
    this.batches = batches;
  }

  public static OperatorFactory factory(PlanNode.Limit node, BufferAllocator batches) {
    var seen = new AtomicLong();
    long begin = node.offset();
    long limit = node.limit().orElse(Long.MAX_VALUE);
    long end = limit > Long.MAX_VALUE - begin ? Long.MAX_VALUE : begin + limit;
    return () -> new LimitOperator(seen, begin, end, batches);
  }

  @Override
  public void push(Batch batch, Output output) {
    long first = seen.getAndAdd(batch.rows());
    long from = Math.max(begin, first);
    long to = Math.min(end, first + batch.rows());
    if (from == first && to == first + batch.rows()) {
      output.accept(batch);
      return;
    }
    try (batch) {
      if (from < to) {
        output.accept(slice(batch, (int) (from - first), (int) (to - from)));
      }
    }
  }

  private Batch slice(Batch batch, int from, int count) {
    var columns = new ArrayList<Column>(batch.columnCount());
    try {
      for (int index = 0; index < batch.columnCount(); index++) {
        columns.add(Concat.slice(batch.column(index), from, count, batches));
      }
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public boolean wantsMore() {
    return seen.get() < end;
  }
}
