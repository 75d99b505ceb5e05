package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.expression.Evaluator;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Makes a batch of one column per expression.
record Projector(List<Evaluator> expressions) {
  Projector {
    expressions = List.copyOf(expressions);
  }

  /// A new batch over the rows of `batch`, which stays the caller's.
  Batch project(Batch batch, BufferAllocator batches) {
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
