package dev.mutirao.executor.recursion;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rows in memory that can be read again and again. Many threads may add rows; they are read after
/// the last has been added.
final class KeptRows implements AutoCloseable {
  private final List<Batch> batches = new ArrayList<>();

  /// Takes the batch over.
  synchronized void add(Batch batch) {
    batches.add(batch);
  }

  synchronized boolean isEmpty() {
    return batches.isEmpty();
  }

  /// Where pipelines leave rows.
  Sink sink() {
    return new Into(this::add);
  }

  /// All rows, once more; the batches stay here.
  Source source() {
    return new Source() {
      @Override
      public int maxReaders() {
        return 1;
      }

      @Override
      public Reader open() {
        return new Again();
      }
    };
  }

  private synchronized @Nullable Batch share(int index) {
    return index < batches.size() ? batches.get(index).share() : null;
  }

  private synchronized int size() {
    return batches.size();
  }

  @Override
  public synchronized void close() {
    batches.forEach(Batch::close);
    batches.clear();
  }

  /// Hands batches over to whoever keeps them.
  record Into(Consumer<Batch> keeper) implements Sink {
    @Override
    public Writer open() {
      return keeper::accept;
    }

    @Override
    public void finish() {}
  }

  private final class Again implements Source.Reader {
    private int next;

    @Override
    public @Nullable Batch next() {
      return share(next++);
    }

    @Override
    public boolean finished() {
      return next >= size();
    }

    @Override
    public void close() {}
  }
}
