package dev.mutirao.executor.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Checks that a sink and who fills it keep the protocol.
public final class AssertingSink implements Sink {
  private final Sink sink;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean pushed = new AtomicBoolean();
  private boolean finished;
  private boolean closed;

  public AssertingSink(Sink sink) {
    this.sink = sink;
  }

  @Override
  public Writer open() {
    assertFalse(pushed.get(), "opened after the first push");
    unfinished.incrementAndGet();
    open.incrementAndGet();
    return new AssertingWriter(sink.open());
  }

  @Override
  public void finish() {
    assertFalse(finished, "sink finished twice");
    assertEquals(0, unfinished.get(), "sink finished before its writers");
    finished = true;
    sink.finish();
  }

  @Override
  public void close() {
    assertFalse(closed, "sink closed twice");
    assertEquals(0, open.get(), "sink closed before its writers");
    closed = true;
    sink.close();
  }

  private final class AssertingWriter implements Writer {
    private final Writer writer;
    private final OneThread thread = new OneThread();
    private boolean finishedWriter;
    private boolean closedWriter;

    private AssertingWriter(Writer writer) {
      this.writer = writer;
    }

    @Override
    public void push(Batch batch) {
      try (var _ = thread.enter()) {
        assertFalse(finishedWriter || closedWriter, "pushed after the end");
        assertTrue(batch.rows() <= Batch.MAX_ROWS, "a batch of more than MAX_ROWS rows");
        pushed.set(true);
        writer.push(batch);
      }
    }

    @Override
    public void finish() {
      assertFalse(finishedWriter || closedWriter, "finished twice or after close");
      finishedWriter = true;
      writer.finish();
      unfinished.decrementAndGet();
    }

    @Override
    public CompletableFuture<?> writable() {
      return writer.writable();
    }

    @Override
    public boolean wantsMore() {
      return writer.wantsMore();
    }

    @Override
    public void close() {
      assertFalse(closedWriter, "writer closed twice");
      closedWriter = true;
      open.decrementAndGet();
      writer.close();
    }
  }
}
