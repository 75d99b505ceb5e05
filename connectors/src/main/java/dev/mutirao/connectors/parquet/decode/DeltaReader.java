package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.parquet.page.CorruptData;
import java.lang.foreign.MemorySegment;

/// DELTA_BINARY_PACKED: blocks of bit-packed differences, each block with its least difference,
/// each miniblock with its own width.
final class DeltaReader {
  private static final int PIECE = 512;
  private static final int MAX_BLOCK = 1 << 20;

  private final MemorySegment in;
  private final long end;
  private final MemorySegment unpacked;
  private final int miniblocks;
  private final int perMiniblock;
  private final long total;
  private long left;
  private boolean first = true;
  private long value;
  private long position;
  private long widths;
  private int miniblock;
  private int inMiniblock;
  private long leastDelta;
  private int width;
  private long bit;

  /// Reads from byte `start`, not beyond `end`.
  DeltaReader(MemorySegment in, long start, long end, Scratch scratch) {
    this.in = in;
    this.end = end;
    this.position = start;
    this.unpacked = scratch.ensure(4L * PIECE);
    long block = varint();
    long parts = varint();
    this.total = varint();
    this.value = zigzag(varint());
    boolean sound =
        block > 0 && block <= MAX_BLOCK && parts > 0 && parts <= block && block % parts == 0;
    if (!sound || block / parts % 8 != 0 || total < 0) {
      throw new CorruptData(
          "blocks of " + block + " differences in " + parts + " parts for " + total + " values");
    }
    this.miniblocks = (int) parts;
    this.perMiniblock = (int) (block / parts);
    this.miniblock = miniblocks;
    this.left = total;
  }

  /// Number of values in the page.
  long total() {
    return total;
  }

  /// Where the values end. Meant to be asked before any value is read; walks over the blocks.
  static long end(MemorySegment in, long start, long end, Scratch scratch) {
    var walker = new DeltaReader(in, start, end, scratch);
    for (long rest = walker.total - 1; rest > 0; rest -= walker.perMiniblock) {
      walker.nextMiniblock();
      walker.position += walker.miniblockBytes();
    }
    if (walker.position > end) {
      throw new CorruptData("blocks of differences that do not end");
    }
    return walker.position;
  }

  /// The next `count` values; `wide` as 64-bit, else as 32-bit integers.
  void read(int count, boolean wide, MemorySegment out, long offset) {
    if (count > left) {
      throw new CorruptData(left + " values left where " + count + " are due");
    }
    left -= count;
    int done = 0;
    if (first && count > 0) {
      first = false;
      put(out, offset, 0, wide, value);
      done = 1;
    }
    while (done < count) {
      if (inMiniblock == 0) {
        nextMiniblock();
        inMiniblock = perMiniblock;
        bit = 0;
      }
      int taken = Math.min(Math.min(count - done, inMiniblock), PIECE);
      if (bit + (long) taken * width > end - position << 3) {
        throw new CorruptData("a block of differences that ends too early");
      }
      decode(taken, wide, out, offset, done);
      bit += (long) taken * width;
      inMiniblock -= taken;
      done += taken;
      if (inMiniblock == 0) {
        position += miniblockBytes();
      }
    }
  }

  private void decode(int count, boolean wide, MemorySegment out, long offset, int done) {
    if (width > 32) {
      for (int i = 0; i < count; i++) {
        value += leastDelta + Bits.get(in, (position << 3) + bit + (long) i * width, width);
        put(out, offset, done + i, wide, value);
      }
      return;
    }
    BitUnpacker.BEST.unpack(in, position, bit, width, count, unpacked, 0);
    long current = value;
    if (wide) {
      for (int i = 0; i < count; i++) {
        current += leastDelta + (unpacked.get(INT, 4L * i) & 0xFFFFFFFFL);
        out.set(LONG, offset + 8L * (done + i), current);
      }
    } else {
      for (int i = 0; i < count; i++) {
        current += leastDelta + (unpacked.get(INT, 4L * i) & 0xFFFFFFFFL);
        out.set(INT, offset + 4L * (done + i), (int) current);
      }
    }
    value = current;
  }

  private static void put(MemorySegment out, long offset, int index, boolean wide, long value) {
    if (wide) {
      out.set(LONG, offset + 8L * index, value);
    } else {
      out.set(INT, offset + 4L * index, (int) value);
    }
  }

  private void nextMiniblock() {
    if (miniblock == miniblocks) {
      leastDelta = zigzag(varint());
      if (end - position < miniblocks) {
        throw new CorruptData("a block of differences without its widths");
      }
      widths = position;
      position += miniblocks;
      miniblock = 0;
    }
    width = in.get(BYTE, widths + miniblock++) & 0xFF;
    if (width > 64) {
      throw new CorruptData("differences of " + width + " bits");
    }
  }

  private long miniblockBytes() {
    return (long) perMiniblock * width >>> 3;
  }

  private static long zigzag(long bits) {
    return bits >>> 1 ^ -(bits & 1);
  }

  private long varint() {
    long read = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position >= end) {
        throw new CorruptData("a header of differences that ends too early");
      }
      byte part = in.get(BYTE, position++);
      read |= (part & 127L) << shift;
      if (part >= 0) {
        return read;
      }
    }
    throw new CorruptData("an integer of more than 10 bytes");
  }
}
