package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.vector.VectorModule;
import java.lang.foreign.MemorySegment;

/// Begins with the scalar kernel and changes to that of the Vector API once it pays.
final class AdaptiveMasks implements ByteMasks {
  private ByteMasks kernel = new ScalarMasks();
  private boolean decided;

  @Override
  public void mark(
      MemorySegment bytes,
      int words,
      Dialect dialect,
      long[] separators,
      long[] newlines,
      long[] quotes) {
    kernel(64L * words).mark(bytes, words, dialect, separators, newlines, quotes);
  }

  @Override
  public int find(MemorySegment bytes, int length, byte one, byte other) {
    return kernel(length).find(bytes, length, one, other);
  }

  private ByteMasks kernel(long work) {
    if (!decided && VectorModule.pays(work)) {
      kernel = new VectorMasks();
      decided = true;
    }
    return kernel;
  }
}
