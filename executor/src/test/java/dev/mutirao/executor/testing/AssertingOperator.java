package dev.mutirao.executor.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Checks that an operator and who drives it keep the protocol.
public final class AssertingOperator implements Operator {
  private final Operator operator;
  private final Shared shared;
  private final OneThread thread = new OneThread();
  private boolean refused;
  private boolean finished;
  private boolean closed;

  private AssertingOperator(Operator operator, Shared shared) {
    this.operator = operator;
    this.shared = shared;
  }

  /// Wraps every instance of a factory.
  public static OperatorFactory wrap(OperatorFactory factory) {
    var shared = new Shared(new AtomicInteger(), new AtomicBoolean(), new AtomicBoolean());
    return new OperatorFactory() {
      @Override
      public Operator open() {
        assertFalse(shared.pushed.get(), "opened after the first push");
        assertFalse(shared.closed.get(), "opened after the factory was closed");
        shared.open.incrementAndGet();
        return new AssertingOperator(factory.open(), shared);
      }

      @Override
      public void close() {
        assertTrue(shared.closed.compareAndSet(false, true), "factory closed twice");
        assertEquals(0, shared.open.get(), "factory closed before its operators");
        factory.close();
      }
    };
  }

  @Override
  public void push(Batch batch, Output output) {
    try (var _ = thread.enter()) {
      assertFalse(finished, "pushed after the end");
      assertFalse(closed, "pushed after close");
      shared.pushed.set(true);
      operator.push(batch, checked(output));
    }
  }

  @Override
  public void finish(Output output) {
    try (var _ = thread.enter()) {
      assertFalse(finished, "finished twice");
      assertFalse(closed, "finished after close");
      finished = true;
      operator.finish(checked(output));
    }
  }

  @Override
  public boolean wantsMore() {
    boolean wants = operator.wantsMore();
    assertFalse(wants && refused, "wants more after it did not");
    refused = !wants;
    return wants;
  }

  @Override
  public void close() {
    assertFalse(closed, "closed twice");
    closed = true;
    shared.open.decrementAndGet();
    operator.close();
  }

  private static Output checked(Output output) {
    return new Output() {
      @Override
      public void accept(Batch batch) {
        assertTrue(batch.rows() <= Batch.MAX_ROWS, "a batch of more than MAX_ROWS rows");
        output.accept(batch);
      }

      @Override
      public boolean wantsMore() {
        return output.wantsMore();
      }
    };
  }

  private record Shared(AtomicInteger open, AtomicBoolean pushed, AtomicBoolean closed) {}
}
