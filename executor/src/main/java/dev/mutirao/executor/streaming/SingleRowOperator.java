package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;

/// Lets one row through and fails on a second; the last thread to finish gives a row of NULLs when
/// there was none.
public final class SingleRowOperator implements Operator {
  private final Shared shared;

  private SingleRowOperator(Shared shared) {
    this.shared = shared;
  }

  /// @param schema the columns of the input
  public static OperatorFactory factory(Schema schema, BufferAllocator batches) {
    var shared = new Shared(schema, batches, new AtomicLong(), new AtomicInteger());
    return () -> {
      shared.unfinished.incrementAndGet();
      return new SingleRowOperator(shared);
    };
  }

  @Override
  public void push(Batch batch, Output output) {
    if (shared.seen.addAndGet(batch.rows()) > 1) {
      batch.close();
      throw QueryErrors.moreThanOneRow();
    }
    output.accept(batch);
  }

  @Override
  public void finish(Output output) {
    if (shared.unfinished.decrementAndGet() == 0 && shared.seen.get() == 0) {
      output.accept(shared.nulls());
    }
  }

  private record Shared(
      Schema schema, BufferAllocator batches, AtomicLong seen, AtomicInteger unfinished) {
    private Batch nulls() {
      var columns = new ArrayList<Column>(schema.size());
      try {
        for (var field : schema.fields()) {
          columns.add(ConstantColumn.nulls(field.type(), 1, batches));
        }
        return new Batch(1, columns);
      } catch (RuntimeException | Error failure) {
        columns.forEach(Column::close);
        throw failure;
      }
    }
  }
}
