package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Concat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/// Puts small batches together before they are sent, in the order they came. To send a batch to
/// another process costs some 100 to 400 µs besides its bytes, and what passed a selective join or
/// filter comes in batches of few rows. Where there is no room to put them together they go as they
/// are. Confined to one thread.
public final class SmallBatches implements AutoCloseable {
  private final int enoughRows;
  private final long enoughBytes;
  private final BufferAllocator allocator;
  private final List<Batch> held = new ArrayList<>();
  private int rows;
  private long bytes;

  /// @param enoughRows from so many rows on a batch goes as it is, and no batch made here has twice
  ///   as many
  /// @param enoughBytes from so many bytes on a batch goes as it is
  public SmallBatches(int enoughRows, long enoughBytes, BufferAllocator allocator) {
    this.enoughRows = Math.max(1, enoughRows);
    this.enoughBytes = enoughBytes;
    this.allocator = allocator;
  }

  /// Whether nothing is held.
  public boolean isEmpty() {
    return held.isEmpty();
  }

  /// Takes the batch over and sends what is enough.
  public void add(Batch batch, Consumer<Batch> send) {
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
  public void flush(Consumer<Batch> send) {
    if (held.size() == 1) {
      var only = held.getFirst();
      forget();
      send.accept(only);
    } else if (held.size() > 1) {
      flushTogether(send);
    }
  }

  private void flushTogether(Consumer<Batch> send) {
    Batch whole;
    try {
      whole = Concat.batches(held, allocator);
    } catch (OutOfMemoryException noRoom) {
      flushOneByOne(send);
      return;
    }
    close();
    send.accept(whole);
  }

  private void flushOneByOne(Consumer<Batch> send) {
    while (!held.isEmpty()) {
      send.accept(held.removeFirst());
    }
    forget();
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
    return rows >= enoughRows || bytes >= enoughBytes;
  }

  private void forget() {
    held.clear();
    rows = 0;
    bytes = 0;
  }
}
