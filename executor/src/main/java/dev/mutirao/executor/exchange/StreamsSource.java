package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What several producers send, as it arrives. Readers share the streams: each takes from whichever
/// has a batch, one reader at a stream at a time. Thread-safe, guarded by `this`.
public final class StreamsSource implements Source {
  private final List<BatchStream> open;
  private int turn;

  /// Takes the streams over.
  public StreamsSource(List<BatchStream> streams) {
    this.open = new ArrayList<>(streams);
  }

  @Override
  public Reader open() {
    return new Shared();
  }

  @Override
  public synchronized void close() {
    open.forEach(BatchStream::close);
    open.clear();
  }

  private synchronized @Nullable Batch take() {
    for (int left = open.size(); left > 0; left--) {
      turn = turn + 1 < open.size() ? turn + 1 : 0;
      var stream = open.get(turn);
      var batch = stream.poll();
      if (batch != null) {
        return batch;
      }
      if (stream.finished()) {
        stream.close();
        open.remove(turn);
      }
    }
    return null;
  }

  private synchronized boolean allFinished() {
    return open.isEmpty();
  }

  private synchronized CompletableFuture<?> anyReady() {
    return open.isEmpty()
        ? Reader.READY
        : CompletableFuture.anyOf(
            open.stream().map(BatchStream::ready).toArray(CompletableFuture<?>[]::new));
  }

  private final class Shared implements Reader {
    @Override
    public @Nullable Batch next() {
      return take();
    }

    @Override
    public boolean finished() {
      return allFinished();
    }

    @Override
    public CompletableFuture<?> ready() {
      return anyReady();
    }

    @Override
    public void close() {}
  }
}
