package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.write.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/// Numbers the distinct texts of a chunk in the order in which they come, and keeps them as a
/// dictionary page has them: each behind its length.
final class BytesDictionary implements AutoCloseable {
  /// More bytes than that do not pay.
  static final int MOST_BYTES = 1 << 20;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final GrowingBytes page;
  private int[] starts = new int[64];
  private int[] lengths = new int[64];
  private int[] hashes = new int[64];
  private int[] slots = new int[256]; // number of an entry plus one, 0 where free
  private int size;

  BytesDictionary(BufferAllocator allocator) {
    this.page = new GrowingBytes(allocator, 1 << 12);
  }

  void clear() {
    size = 0;
    page.clear();
    Arrays.fill(slots, 0);
  }

  /// The number of a text, which is added when it is new.
  int number(MemorySegment text, long start, int length) {
    int hash = hash(text, start, length);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && is(number, text, start, length)) {
        return number;
      }
      slot = slot + 1 & mask;
    }
    return add(text, start, length, hash, slot);
  }

  private boolean is(int number, MemorySegment text, long start, int length) {
    return lengths[number] == length && equal(page.segment(), starts[number], text, start, length);
  }

  private static boolean equal(
      MemorySegment left, long leftStart, MemorySegment right, long rightStart, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (left.get(Column.LONG, leftStart + i) != right.get(Column.LONG, rightStart + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (left.get(Column.BYTE, leftStart + i) != right.get(Column.BYTE, rightStart + i)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(MemorySegment text, long start, int length) {
    long hash = length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = (hash ^ text.get(Column.LONG, start + i)) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    for (; i < length; i++) {
      hash = (hash ^ text.get(Column.BYTE, start + i)) * MULTIPLIER;
    }
    return (int) (hash * MULTIPLIER >>> 32);
  }

  private int add(MemorySegment text, long start, int length, int hash, int slot) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    page.putInt(length);
    starts[size] = (int) page.size();
    lengths[size] = length;
    hashes[size] = hash;
    page.put(text, start, length);
    slots[slot] = ++size;
    if (4 * size > 3 * slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[4 * slots.length];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = hashes[number] & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = number + 1;
    }
  }

  int size() {
    return size;
  }

  /// The dictionary page.
  MemorySegment plain() {
    return page.segment().asSlice(0, page.size());
  }

  long plainBytes() {
    return page.size();
  }

  int start(int number) {
    return starts[number];
  }

  int length(int number) {
    return lengths[number];
  }

  @Override
  public void close() {
    page.close();
  }
}
