package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Gives one column per expression.
public final class ProjectOperator implements Operator {
  private final List<Evaluator> expressions;
  private final BufferAllocator batches;

  private ProjectOperator(List<Evaluator> expressions, BufferAllocator batches) {
    this.expressions = expressions;
    this.batches = batches;
  }

  public static OperatorFactory factory(List<Evaluator> expressions, BufferAllocator batches) {
    var shared = List.copyOf(expressions);
    return () -> new ProjectOperator(shared, batches);
  }

  @Override
  public void push(Batch batch, Output output) {
    Batch projected;
    try (batch) {
      projected = project(batch);
    }
    output.accept(projected);
  }

  private Batch project(Batch batch) {
    var columns = new ArrayList<Column>(expressions.size());
    try {
      for (var expression : expressions) {
        columns.add(expression.evaluate(batch, batches));
      }
      return new Batch(batch.rows(), columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }
}
