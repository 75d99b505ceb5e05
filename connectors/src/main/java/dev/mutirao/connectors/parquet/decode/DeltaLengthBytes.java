package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import java.lang.foreign.MemorySegment;

/// DELTA_LENGTH_BYTE_ARRAY: all lengths as differences, then all bytes. 19 ns a text of 20 bytes
/// with an accent, the check of UTF-8 included (`benchmarks/run Kernels
/// PARQUET_DELTA_LENGTH_TEXTS`).
final class DeltaLengthBytes implements BytesDecoder {
  private static final int PIECE = 1024;

  private final MemorySegment in;
  private final long end;
  private final DeltaReader lengths;
  private final MemorySegment piece;
  private long position;

  /// Reads from byte `start` of the page.
  ///
  /// @param deltas memory for the differences, @param pieces for lengths; neither used by anyone
  ///   else meanwhile
  DeltaLengthBytes(Page page, long start, Scratch deltas, Scratch pieces) {
    this.in = page.bytes();
    this.end = page.valuesEnd();
    this.position = DeltaReader.end(in, start, end, deltas);
    this.lengths = new DeltaReader(in, start, position, deltas);
    this.piece = pieces.ensure(4L * PIECE);
  }

  @Override
  public void read(int count, BytesBuilder out) {
    for (int done = 0; done < count; done += PIECE) {
      int taken = Math.min(PIECE, count - done);
      lengths.read(taken, false, piece, 0);
      long before = out.size();
      out.appendAll(in, position, end, piece, taken);
      position += out.size() - before;
    }
  }

  @Override
  public void skip(int count) {
    for (int done = 0; done < count; done += PIECE) {
      int taken = Math.min(PIECE, count - done);
      lengths.read(taken, false, piece, 0);
      for (int i = 0; i < taken; i++) {
        position += length(piece.get(INT, 4L * i));
      }
    }
  }

  /// Where the bytes of the next value of `length` bytes begin; moves behind it.
  long next(int length) {
    long start = position;
    position += length(length);
    return start;
  }

  /// The next `count` lengths alone, at most 1024.
  MemorySegment lengths(int count) {
    lengths.read(count, false, piece, 0);
    return piece;
  }

  private int length(int length) {
    if (length < 0 || length > end - position) {
      throw new CorruptData(
          "a value of " + length + " bytes where " + (end - position) + " are left");
    }
    return length;
  }
}
