package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.batch.Utf8;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The distinct values of a text column so far, each with an index. Grows only; batches made from
/// it share one dictionary column for as long as no value is new. Sixteen bytes around fields must
/// be readable. A file of one column with 1,000 texts costs 25 ns a row in all (`benchmarks/run
/// Kernels CSV_FEW_TEXTS`).
final class TextDictionary implements AutoCloseable {
  static final int INVALID = -1;

  private static final int FIRST_SLOTS = 256;

  private int[] slots = new int[FIRST_SLOTS]; // index + 1, or 0
  private int mask = FIRST_SLOTS - 1;
  private long[] heads = new long[64];
  private long[] tails = new long[64];
  private int[] ends = new int[64];
  private byte[] pool = new byte[1024];
  private MemorySegment poolSegment = MemorySegment.ofArray(pool);
  private int size;
  private @Nullable Column column;

  int size() {
    return size;
  }

  /// The index of a value, which is added when it is new; {@link #INVALID} when it is new and not
  /// UTF-8 though `text` asks for that.
  int indexOf(MemorySegment bytes, int from, int to, boolean text) {
    int length = to - from;
    long head = bytes.get(Column.LONG, from);
    long tail;
    if (length >= 8) {
      tail = bytes.get(Column.LONG, to - 8);
    } else {
      head &= (1L << 8 * length) - 1;
      tail = length;
    }
    long mixed = (head ^ Long.rotateLeft(tail, 29)) * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 40) & mask;
    while (true) {
      int entry = slots[slot] - 1;
      if (entry < 0) {
        return add(slot, head, tail, bytes, from, to, text);
      }
      if (heads[entry] == head && tails[entry] == tail && same(entry, bytes, from, length)) {
        return entry;
      }
      slot = slot + 1 & mask;
    }
  }

  private boolean same(int entry, MemorySegment bytes, int from, int length) {
    int start = entry == 0 ? 0 : ends[entry - 1];
    if (ends[entry] - start != length) {
      return false;
    }
    return length <= 16
        || MemorySegment.mismatch(
                bytes, from + 8, from + length - 8, poolSegment, start + 8, start + length - 8)
            < 0;
  }

  private int add(
      int slot, long head, long tail, MemorySegment bytes, int from, int to, boolean text) {
    if (text && Utf8.firstWrong(bytes, from, to) < to) {
      return INVALID;
    }
    int length = to - from;
    int start = size == 0 ? 0 : ends[size - 1];
    if (pool.length < start + length) {
      pool = Arrays.copyOf(pool, Math.max(pool.length * 2, start + length));
      poolSegment = MemorySegment.ofArray(pool);
    }
    if (size == heads.length) {
      heads = Arrays.copyOf(heads, size * 2);
      tails = Arrays.copyOf(tails, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    MemorySegment.copy(bytes, from, poolSegment, start, length);
    heads[size] = head;
    tails[size] = tail;
    ends[size] = start + length;
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[slots.length * 4];
    mask = slots.length - 1;
    for (int entry = 0; entry < size; entry++) {
      long mixed = (heads[entry] ^ Long.rotateLeft(tails[entry], 29)) * 0x9E3779B97F4A7C15L;
      int slot = (int) (mixed >>> 40) & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = entry + 1;
    }
  }

  /// The values as a column of their own handle, which the caller closes.
  Column column(Type type, BufferAllocator allocator) {
    if (column == null || column.rows() != size) {
      close();
      column = copied(type, allocator);
    }
    return column.share();
  }

  private Column copied(Type type, BufferAllocator allocator) {
    int length = ends[size - 1];
    var offsets = allocator.buffer(4L * (size + 1));
    var out = Memory.segment(offsets);
    out.set(Column.INT, 0, 0);
    for (int i = 0; i < size; i++) {
      out.set(Column.INT, 4L * (i + 1), ends[i]);
    }
    var data = allocator.buffer(Math.max(1, length));
    data.setBytes(0, pool, 0, length);
    return Column.bytes(type, size, null, offsets, data);
  }

  @Override
  public void close() {
    if (column != null) {
      column.close();
      column = null;
    }
  }
}
