package dev.mutirao.executor.store;

import static dev.mutirao.connectors.batch.Column.BYTE;

import java.lang.foreign.MemorySegment;

/// Reads and writes single bits of bitmaps, least significant first.
final class Bits {
  private Bits() {}

  static boolean get(MemorySegment bits, long index) {
    return (bits.get(BYTE, index >>> 3) >>> (index & 7) & 1) != 0;
  }

  static void set(MemorySegment bits, long index, boolean value) {
    int old = bits.get(BYTE, index >>> 3);
    int mask = 1 << (index & 7);
    bits.set(BYTE, index >>> 3, (byte) (value ? old | mask : old & ~mask));
  }

  /// Copies `count` bits; whole bytes at once where both ends begin at one.
  static void copy(MemorySegment from, long fromIndex, MemorySegment to, long toIndex, int count) {
    int done = 0;
    if (((fromIndex | toIndex) & 7) == 0) {
      MemorySegment.copy(from, fromIndex >>> 3, to, toIndex >>> 3, count >>> 3);
      done = count & ~7;
    }
    for (; done < count; done++) {
      set(to, toIndex + done, get(from, fromIndex + done));
    }
  }

  static void setRange(MemorySegment bits, long index, int count) {
    int done = 0;
    if ((index & 7) == 0) {
      bits.asSlice(index >>> 3, count >>> 3).fill((byte) 0xFF);
      done = count & ~7;
    }
    for (; done < count; done++) {
      set(bits, index + done, true);
    }
  }
}
