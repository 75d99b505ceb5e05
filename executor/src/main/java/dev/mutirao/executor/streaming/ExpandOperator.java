package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Gives one batch per projection for every batch. Columns that a projection only passes on are
/// shared, not copied.
public final class ExpandOperator implements Operator {
  private final List<Projector> projections;
  private final BufferAllocator batches;

  private ExpandOperator(List<Projector> projections, BufferAllocator batches) {
    this.projections = projections;
    this.batches = batches;
  }

  public static OperatorFactory factory(
      List<List<Evaluator>> projections, BufferAllocator batches) {
    var shared = projections.stream().map(Projector::new).toList();
    return () -> new ExpandOperator(shared, batches);
  }

  @Override
  public void push(Batch batch, Output output) {
    try (batch) {
      for (var projection : projections) {
        output.accept(projection.project(batch, batches));
      }
    }
  }
}
