package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.store.RowStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// What the threads of a window share: its rows in parts. Few rows are one part; many are dealt to
/// {@link #PARTS} by the hash of their partition, so that each is sorted near the cache and threads
/// take one after the other. Without PARTITION BY there is one part, which the threads sort
/// together. Thread-safe; fields are guarded by this.
final class WindowState implements AutoCloseable {
  /// A power of two.
  private static final int PARTS = 64;

  /// Up to so many rows a thread does not deal.
  static final int FEW_ROWS = 1 << 16;

  private final WindowLayout layout;
  private final BufferAllocator state;
  private final List<WindowPart> parts = new ArrayList<>();
  private final List<RowStore> undealt = new ArrayList<>();
  private int next;

  WindowState(WindowLayout layout, BufferAllocator state) {
    this.layout = layout;
    this.state = state;
  }

  WindowLayout layout() {
    return layout;
  }

  BufferAllocator allocator() {
    return state;
  }

  /// The one part that there is without PARTITION BY.
  synchronized WindowPart onlyPart() {
    if (parts.isEmpty()) {
      parts.add(new WindowPart(layout, state));
    }
    return parts.getFirst();
  }

  /// A way to deal rows for one thread.
  synchronized DealtRows deal() {
    while (parts.size() < PARTS) {
      parts.add(new WindowPart(layout, state));
    }
    return new DealtRows(layout.partitionBy(), parts, state);
  }

  /// Takes over the rows of a thread that had few.
  synchronized void addUndealt(RowStore rows) {
    undealt.add(rows);
  }

  /// Decides on the parts; nothing is added any more.
  synchronized void begin() {
    long rows = undealt.stream().mapToLong(RowStore::rows).sum();
    if (parts.isEmpty() && rows <= FEW_ROWS) {
      undealt.forEach(few -> onlyPart().store().take(few));
    } else if (rows > 0) {
      try (var dealt = deal()) {
        undealt.forEach(few -> addAll(few, dealt));
        dealt.finish();
      }
    }
    parts.removeIf(part -> part.store().rows() == 0);
  }

  /// Moves a thread's rows to the parts.
  static void addAll(RowStore from, DealtRows to) {
    for (int chunk = 0; chunk < from.chunks(); chunk++) {
      Batch rows = from.chunk(chunk);
      to.add(rows);
    }
    from.close();
  }

  synchronized int parts() {
    return parts.size();
  }

  /// A part that nobody has taken; null when all are.
  synchronized @Nullable WindowPart take() {
    return next < parts.size() ? parts.get(next++) : null;
  }

  /// Releases all rows; further calls do nothing.
  @Override
  public synchronized void close() {
    parts.forEach(WindowPart::close);
    undealt.forEach(RowStore::close);
    undealt.clear();
  }
}
