package dev.mutirao.connectors.parquet.decode;

import java.lang.foreign.MemorySegment;

/// DELTA_BINARY_PACKED integers of 4 or 8 bytes. 1.4 ns a number of 64 bits, from the file in the
/// page cache (`benchmarks/run Kernels PARQUET_DELTA_NUMBERS`).
final class DeltaFixed implements FixedDecoder {
  private static final int PIECE = 1024;

  private final DeltaReader deltas;
  private final boolean wide;
  private final Scratch skipped;

  DeltaFixed(DeltaReader deltas, int width, Scratch skipped) {
    this.deltas = deltas;
    this.wide = width == 8;
    this.skipped = skipped;
  }

  @Override
  public void read(int count, MemorySegment out, long offset) {
    deltas.read(count, wide, out, offset);
  }

  /// Each value needs the one before, so they are decoded all the same.
  @Override
  public void skip(int count) {
    var target = skipped.ensure(8L * PIECE);
    for (int done = 0; done < count; done += PIECE) {
      deltas.read(Math.min(PIECE, count - done), wide, target, 0);
    }
  }
}
