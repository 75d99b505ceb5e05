package dev.mutirao.executor.streaming;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.executor.expression.Selector;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import org.apache.arrow.memory.BufferAllocator;

/// Gives the rows on which a predicate is true; a batch that passes whole is not copied.
public final class FilterOperator implements Operator {
  private final Selector predicate;
  private final BufferAllocator batches;
  private int[] selected = new int[Batch.TARGET_ROWS];

  private FilterOperator(Selector predicate, BufferAllocator batches) {
    this.predicate = predicate;
    this.batches = batches;
  }

  public static OperatorFactory factory(Selector predicate, BufferAllocator batches) {
    return () -> new FilterOperator(predicate, batches);
  }

  @Override
  public void push(Batch batch, Output output) {
    int count = select(batch);
    if (count == batch.rows()) {
      output.accept(batch);
      return;
    }
    Batch passed;
    try (batch) {
      passed = Gather.rows(batch, selected, count, batches);
    }
    output.accept(passed);
  }

  private int select(Batch batch) {
    if (selected.length < batch.rows()) {
      selected = new int[batch.rows()];
    }
    try {
      return predicate.select(batch, batches, selected);
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }
}
