package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.vector.VectorModule;
import java.lang.foreign.MemorySegment;

/// Begins with the scalar kernel and changes to that of the Vector API once it pays. Thread-safe.
final class AdaptiveBitUnpacker implements BitUnpacker {
  private BitUnpacker kernel = new ScalarBitUnpacker(); // a race decides the same twice
  private boolean decided;

  @Override
  public void unpack(
      MemorySegment in,
      long offset,
      long bit,
      int width,
      int count,
      MemorySegment out,
      long outOffset) {
    if (!decided && VectorModule.pays(4L * count)) {
      kernel = VectorBitUnpacker.isFast() ? new VectorBitUnpacker() : kernel;
      decided = true;
    }
    kernel.unpack(in, offset, bit, width, count, out, outOffset);
  }
}
