package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Concat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;

/// Puts small batches together before they are sent, in the order they came. To send a batch to
/// another process costs some 100 µs besides its bytes, and what passed a selective join or filter
/// comes in batches of few rows. Confined to one thread.
final class SmallBatches implements AutoCloseable {
  private static final long ENOUGH_BYTES = 1L << 20;

  private final int enoughRows;
  private final BufferAllocator allocator;
  private final List<Batch> held = new ArrayList<>();
  private int rows;
  private long bytes;

  /// @param batchRows of a full batch; from half of it on a batch goes as it is
  SmallBatches(int batchRows, BufferAllocator allocator) {
    this.enoughRows = Math.max(1, batchRows / 2);
    this.allocator = allocator;
  }

  /// Takes the batch over and sends what is enough.
  void add(Batch batch, Consumer<Batch> send) {
    long size = batch.rows() < enoughRows ? size(batch) : batch.sizeInBytes();
    if (isEnough(batch.rows(), size)) {
      try {
        flush(send);
      } catch (RuntimeException | Error e) {
        batch.close();
        throw e;
      }
      send.accept(batch);
      return;
    }
    held.add(batch);
    rows += batch.rows();
    bytes += size;
    if (isEnough(rows, bytes)) {
      flush(send);
    }
  }

  /// Sends what is held.
  void flush(Consumer<Batch> send) {
    if (held.size() == 1) {
      var only = held.getFirst();
      forget();
      send.accept(only);
    } else if (held.size() > 1) {
      var whole = Concat.batches(held, allocator);
      close();
      send.accept(whole);
    }
  }

  @Override
  public void close() {
    held.forEach(Batch::close);
    forget();
  }

  /// What a batch takes, or would without its dictionaries: where those of two batches are not the
  /// same, neither is left when they are put together.
  private static long size(Batch batch) {
    return Math.max(batch.sizeInBytes(), batch.textBytes());
  }

  private boolean isEnough(int rows, long bytes) {
    return rows >= enoughRows || bytes >= ENOUGH_BYTES;
  }

  private void forget() {
    held.clear();
    rows = 0;
    bytes = 0;
  }
}
