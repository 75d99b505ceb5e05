package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Gives one column per expression.
public final class ProjectOperator implements Operator {
  private final Projector projector;
  private final BufferAllocator batches;

  private ProjectOperator(Projector projector, BufferAllocator batches) {
    this.projector = projector;
    this.batches = batches;
  }

  public static OperatorFactory factory(List<Evaluator> expressions, BufferAllocator batches) {
    var shared = new Projector(expressions);
    return () -> new ProjectOperator(shared, batches);
  }

  @Override
  public void push(Batch batch, Output output) {
    Batch projected;
    try (batch) {
      projected = projector.project(batch, batches);
    }
    output.accept(projected);
  }
}
