package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.memory.MemoryReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// Batches of another process, which a virtual thread puts into a bounded queue.
///
/// ```
/// receiving --end of stream--> ended
///     |-------stream breaks--> failed
///     '-------close----------> closed
/// ```
final class Arrivals implements BatchStream {
  /// How many bytes wait here before the receiving thread pauses; the transport holds some more. So
  /// few that they are still in a processor's cache when they are read (4.0 GB/s between two
  /// processes rather than 3.3 with 8 MB).
  private static final long BOUND = 1L << 20;

  private static final String NAME = "Exchange";

  private final Reception reception;
  private final BufferAllocator allocator;
  private final MutiraoException untold;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final Thread receiver =
      Thread.ofVirtual().name("exchange-reader").unstarted(this::receive);

  // Guarded by this.
  private final ArrayDeque<Batch> queue = new ArrayDeque<>();
  private CompletableFuture<Void> ready = new CompletableFuture<>();
  private long queuedBytes;
  private boolean ended;
  private boolean closed;
  private @Nullable MutiraoException failure;

  /// @param source who sends, for errors
  /// @param allocator of the batches, which may be closed once this is
  Arrivals(String source, Reception reception, BufferAllocator allocator) {
    this.reception = reception;
    this.allocator = allocator;
    this.untold =
        EngineErrors.internal(
            "reading from " + source + " failed, and the reason could not be told", null);
  }

  /// Begins to receive; runs `whenOver` once nothing is held any more but what is queued.
  void start(Runnable whenOver) {
    var unused = over.thenRun(whenOver);
    receiver.start();
  }

  /// Waits until nothing is received any more.
  void join() {
    over.join();
  }

  /// Whether there is a reader.
  synchronized boolean wanted() {
    return !closed;
  }

  /// Takes a batch over and waits until there is room for more; false when no more is wanted.
  ///
  /// @param taken makes the batch. Not called once the stream is closed: its allocator may be
  ///   closed by then.
  boolean put(Supplier<Batch> taken) throws InterruptedException {
    CompletableFuture<Void> wake;
    synchronized (this) {
      if (closed) {
        return false;
      }
      var batch = taken.get();
      queue.add(batch);
      queuedBytes += batch.sizeInBytes();
      wake = ready;
    }
    wake.complete(null);
    synchronized (this) {
      while (queuedBytes > BOUND && !closed) {
        wait();
      }
      return !closed;
    }
  }

  @Override
  public synchronized @Nullable Batch poll() {
    var batch = queue.poll();
    if (batch != null) {
      queuedBytes -= batch.sizeInBytes();
      notifyAll();
      return batch;
    }
    if (failure != null) {
      throw failure;
    }
    if (!ended && ready.isDone()) {
      ready = new CompletableFuture<>();
    }
    return null;
  }

  @Override
  public synchronized boolean finished() {
    return closed || (ended && failure == null && queue.isEmpty());
  }

  @Override
  public synchronized CompletableFuture<?> ready() {
    return ready;
  }

  @Override
  public void close() {
    List<Batch> left;
    CompletableFuture<Void> wake;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(queue);
      queue.clear();
      queuedBytes = 0;
      wake = ready;
      notifyAll();
    }
    left.forEach(Batch::close);
    reception.hangUp();
    wake.complete(null);
  }

  private void receive() {
    try {
      reception.run(this);
    } catch (Exception | Error e) { // whatever it is, the rows are not all there
      fail(e);
    } finally {
      end();
      try {
        reception.close();
      } finally {
        over.complete(null);
      }
    }
  }

  /// Fails the stream in any case, be it without the reason when there is no heap for it.
  private void fail(Throwable cause) {
    var why = untold;
    try {
      why = told(cause);
    } finally {
      synchronized (this) {
        if (!closed) {
          failure = why;
        }
      }
    }
  }

  /// Where no room is found for a message, that is a cause of what is thrown.
  private MutiraoException told(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryException noRoom) {
        return new MemoryReport(allocator.getRoot()).ranOut(NAME, noRoom);
      } else if (cause instanceof OutOfMemoryError noHeap) {
        return MemoryReport.ranOut(NAME, noHeap);
      }
    }
    return reception.told(thrown);
  }

  private void end() {
    CompletableFuture<Void> wake;
    synchronized (this) {
      ended = true;
      wake = ready;
    }
    wake.complete(null);
  }
}
