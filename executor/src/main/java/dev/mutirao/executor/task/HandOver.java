package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.LocalOutputBuffers;
import dev.mutirao.executor.exchange.StreamsSource;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Joins several pipelines into one that runs beside them: what they push into the sink comes out
/// of the source. The meeting place of a UNION's inputs.
final class HandOver {
  private final LocalOutputBuffers buffer =
      new LocalOutputBuffers(1, LocalOutputBuffers.DEFAULT_BOUND);

  /// The end of each of the pipelines that come together.
  Sink sink() {
    return new Into();
  }

  /// The beginning of the pipeline that goes on.
  Source source() {
    BatchStream stream = buffer.read(0);
    return new StreamsSource(List.of(stream));
  }

  private final class Into implements Sink {
    @Override
    public Writer open() {
      return new Writer() {
        @Override
        public void push(Batch batch) {
          buffer.offer(0, batch);
        }

        @Override
        public CompletableFuture<?> writable() {
          return buffer.writable();
        }

        @Override
        public boolean wantsMore() {
          return !buffer.abandoned();
        }
      };
    }

    @Override
    public void finish() {
      buffer.finish();
    }

    @Override
    public void close() {
      buffer.close();
    }
  }
}
