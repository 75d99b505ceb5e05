package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Output queues in this process's memory, each bounded in bytes. A batch that is queued is
/// accounted to its query.
public final class LocalOutputBuffers implements OutputBuffers {
  /// How many bytes a queue holds before its producer pauses.
  public static final long DEFAULT_BOUND = 16L << 20;

  private final List<Queue> queues = new ArrayList<>();
  private final long bound;
  private final Object lock = new Object();
  private CompletableFuture<Void> writable = CompletableFuture.completedFuture(null);
  private boolean finished;
  private @Nullable Throwable failure;

  public LocalOutputBuffers(int consumers, long bound) {
    this.bound = bound;
    for (int i = 0; i < consumers; i++) {
      queues.add(new Queue());
    }
  }

  @Override
  public int consumers() {
    return queues.size();
  }

  @Override
  public void offer(int consumer, Batch batch) {
    CompletableFuture<Void> wake = null;
    synchronized (lock) {
      var queue = queues.get(consumer);
      if (!queue.abandoned && failure == null) {
        queue.batches.add(batch);
        queue.bytes += batch.sizeInBytes();
        if (queue.bytes >= bound && writable.isDone()) {
          writable = new CompletableFuture<>();
        }
        wake = queue.ready;
        batch = null;
      }
    }
    if (batch != null) {
      batch.close();
    } else {
      wake.complete(null);
    }
  }

  @Override
  public CompletableFuture<?> writable() {
    synchronized (lock) {
      return writable;
    }
  }

  @Override
  public boolean abandoned() {
    synchronized (lock) {
      return queues.stream().allMatch(queue -> queue.abandoned);
    }
  }

  @Override
  public void finish() {
    synchronized (lock) {
      finished = true;
    }
    wakeReaders();
  }

  @Override
  public void fail(Throwable cause) {
    synchronized (lock) {
      if (failure == null) {
        failure = cause;
      }
    }
    wakeReaders();
  }

  @Override
  public BatchStream read(int consumer) {
    return queues.get(consumer);
  }

  @Override
  public void close() {
    queues.forEach(Queue::close);
  }

  private void wakeReaders() {
    for (var queue : queues) {
      CompletableFuture<Void> wake;
      synchronized (lock) {
        wake = queue.ready;
      }
      wake.complete(null);
    }
  }

  /// Called with the lock held; gives the future to complete once the lock is released.
  private @Nullable CompletableFuture<Void> writableAgain() {
    boolean full = queues.stream().anyMatch(queue -> queue.bytes >= bound);
    return full || writable.isDone() ? null : writable;
  }

  private final class Queue implements BatchStream {
    final ArrayDeque<Batch> batches = new ArrayDeque<>();
    CompletableFuture<Void> ready = new CompletableFuture<>();
    long bytes;
    boolean abandoned;

    @Override
    public @Nullable Batch poll() {
      CompletableFuture<Void> wake;
      Batch batch;
      synchronized (lock) {
        if (failure != null) {
          throw failure instanceof RuntimeException known
              ? known
              : new IllegalStateException(failure);
        }
        batch = batches.poll();
        if (batch == null) {
          if (ready.isDone() && !finished) {
            ready = new CompletableFuture<>();
          }
          return null;
        }
        bytes -= batch.sizeInBytes();
        wake = writableAgain();
      }
      if (wake != null) {
        wake.complete(null);
      }
      return batch;
    }

    @Override
    public boolean finished() {
      synchronized (lock) {
        return finished && failure == null && batches.isEmpty();
      }
    }

    @Override
    public CompletableFuture<?> ready() {
      synchronized (lock) {
        return batches.isEmpty() && !finished && failure == null
            ? ready
            : CompletableFuture.completedFuture(null);
      }
    }

    @Override
    public void close() {
      List<Batch> left;
      CompletableFuture<Void> wake;
      synchronized (lock) {
        abandoned = true;
        left = List.copyOf(batches);
        batches.clear();
        bytes = 0;
        wake = writableAgain();
      }
      left.forEach(Batch::close);
      if (wake != null) {
        wake.complete(null);
      }
    }
  }
}
