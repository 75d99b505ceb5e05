package dev.mutirao.executor.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Source;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Checks that a source and who reads it keep the protocol.
public final class AssertingSource implements Source {
  private final Source source;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  public AssertingSource(Source source) {
    this.source = source;
  }

  @Override
  public Reader open() {
    assertFalse(closed.get(), "opened a closed source");
    assertTrue(open.incrementAndGet() <= maxReaders(), "more readers than can be of use");
    return new AssertingReader(source.open());
  }

  @Override
  public int maxReaders() {
    int readers = source.maxReaders();
    assertTrue(readers >= 1, "a source has at least one reader");
    return readers;
  }

  @Override
  public void close() {
    assertTrue(closed.compareAndSet(false, true), "source closed twice");
    assertEquals(0, open.get(), "source closed under its readers");
    source.close();
  }

  private final class AssertingReader implements Reader {
    private final Reader reader;
    private final OneThread thread = new OneThread();
    private boolean finished;
    private boolean closedReader;

    private AssertingReader(Reader reader) {
      this.reader = reader;
    }

    @Override
    public @Nullable Batch next() {
      try (var _ = thread.enter()) {
        assertFalse(closedReader, "read from a closed reader");
        var batch = reader.next();
        if (batch != null) {
          assertFalse(finished, "a batch after the end");
          assertTrue(batch.rows() <= Batch.MAX_ROWS, "a batch of more than MAX_ROWS rows");
        }
        return batch;
      }
    }

    @Override
    public boolean finished() {
      assertFalse(closedReader, "asked a closed reader");
      boolean now = reader.finished();
      assertTrue(now || !finished, "a finished reader that goes on");
      finished = now;
      return now;
    }

    @Override
    public CompletableFuture<?> ready() {
      var ready = reader.ready();
      assertNotNull(ready);
      return ready;
    }

    @Override
    public void close() {
      assertFalse(closedReader, "reader closed twice");
      closedReader = true;
      open.decrementAndGet();
      reader.close();
    }
  }
}
