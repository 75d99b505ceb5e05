package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import java.lang.foreign.MemorySegment;

/// Reads Parquet's RLE encoding: runs of one repeated value and runs of bit-packed values, of
/// `width` bits each.
final class RunReader {
  private final MemorySegment in;
  private final long end;
  private final int width;
  private long position;
  private int left;
  private boolean packed;
  private int value;
  private long packedStart;
  private long bit;

  /// Reads the bytes `[start, end)`.
  RunReader(MemorySegment in, long start, long end, int width) {
    if (width < 0 || width > 32) {
      throw new CorruptData("values of " + width + " bits");
    }
    this.in = in;
    this.position = start;
    this.end = end;
    this.width = width;
  }

  /// Moves to the next run when this one is used up, and tells how many of `wanted` values it can
  /// give.
  int ahead(int wanted) {
    while (left == 0) {
      nextRun();
    }
    return Math.min(left, wanted);
  }

  /// Whether the current run is bit-packed; else it repeats {@link #repeated}.
  boolean isPacked() {
    return packed;
  }

  int repeated() {
    return value;
  }

  /// Unpacks `count` values of the current bit-packed run, at most {@link #ahead}.
  void unpack(int count, MemorySegment out, long outOffset) {
    BitUnpacker.BEST.unpack(in, packedStart, bit, width, count, out, outOffset);
    pass(count);
  }

  /// Passes over `count` values of the current run, at most {@link #ahead}.
  void pass(int count) {
    left -= count;
    bit += (long) count * width;
  }

  /// The next `count` values as 32-bit integers.
  void read(int count, MemorySegment out, long outOffset) {
    int done = 0;
    while (done < count) {
      int taken = ahead(count - done);
      if (packed) {
        unpack(taken, out, outOffset + 4L * done);
      } else {
        for (int i = 0; i < taken; i++) {
          out.set(INT, outOffset + 4L * (done + i), value);
        }
        pass(taken);
      }
      done += taken;
    }
  }

  /// The next `count` values, of one bit each, as bits; tells how many are set.
  int readBits(int count, MemorySegment bitmap, long start) {
    int set = 0;
    int done = 0;
    while (done < count) {
      int taken = ahead(count - done);
      if (packed) {
        set += Bits.copy(in, (packedStart << 3) + bit, bitmap, start + done, taken);
      } else {
        Bits.fill(bitmap, start + done, taken, value != 0);
        set += value != 0 ? taken : 0;
      }
      pass(taken);
      done += taken;
    }
    return set;
  }

  /// Passes over the next `count` values, of one bit each; tells how many are set.
  int skipBits(int count) {
    int set = 0;
    int done = 0;
    while (done < count) {
      int taken = ahead(count - done);
      if (packed) {
        set += Bits.count(in, (packedStart << 3) + bit, taken);
      } else {
        set += value != 0 ? taken : 0;
      }
      pass(taken);
      done += taken;
    }
    return set;
  }

  void skip(int count) {
    int done = 0;
    while (done < count) {
      int taken = ahead(count - done);
      pass(taken);
      done += taken;
    }
  }

  private void nextRun() {
    long header = varint();
    packed = (header & 1) != 0;
    if (packed) {
      // Writers may leave out the padding of the last group.
      long bytes = Math.min((header >>> 1) * width, end - position);
      left =
          (int) (width == 0 ? Math.min((header >>> 1) * 8, Integer.MAX_VALUE) : bytes * 8 / width);
      packedStart = position;
      bit = 0;
      position += bytes;
    } else {
      left = (int) (header >>> 1);
      value = repeatedValue();
    }
  }

  private int repeatedValue() {
    int bytes = width + 7 >>> 3;
    if (end - position < bytes) {
      throw new CorruptData("a run that ends too early");
    }
    int read = 0;
    for (int i = 0; i < bytes; i++) {
      read |= (in.get(BYTE, position++) & 0xFF) << 8 * i;
    }
    if (width < 32 && read >>> width != 0) {
      throw new CorruptData("a run of the value " + read + " in " + width + " bits");
    }
    return read;
  }

  private long varint() {
    long read = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (position >= end) {
        throw new CorruptData("fewer values than its header says");
      }
      byte part = in.get(BYTE, position++);
      read |= (part & 127L) << shift;
      if (part >= 0) {
        return read & 0xFFFFFFFFL;
      }
    }
    throw new CorruptData("a run header of more than 5 bytes");
  }
}
