package dev.mutirao.connectors.csv;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/// Compares 32 bytes at a time. Loaded only where the vector module is.
final class VectorMasks implements ByteMasks {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_256;

  @Override
  public void mark(
      MemorySegment bytes,
      int words,
      Dialect dialect,
      long[] separators,
      long[] newlines,
      long[] quotes) {
    byte delimiter = dialect.delimiter();
    byte newline = dialect.newline();
    byte quote = dialect.quote();
    byte escape = dialect.escape();
    boolean quoted = dialect.hasQuote();
    for (int word = 0; word < words; word++) {
      var low = ByteVector.fromMemorySegment(SPECIES, bytes, 64L * word, ByteOrder.LITTLE_ENDIAN);
      var high =
          ByteVector.fromMemorySegment(SPECIES, bytes, 64L * word + 32, ByteOrder.LITTLE_ENDIAN);
      long lines = low.eq(newline).toLong() | high.eq(newline).toLong() << 32;
      newlines[word] = lines;
      separators[word] = lines | low.eq(delimiter).toLong() | high.eq(delimiter).toLong() << 32;
      if (quoted) {
        long specials = low.eq(quote).toLong() | high.eq(quote).toLong() << 32;
        if (escape != quote) {
          specials |= low.eq(escape).toLong() | high.eq(escape).toLong() << 32;
        }
        quotes[word] = specials;
      }
    }
  }

  @Override
  public int find(MemorySegment bytes, int length, byte one, byte other) {
    for (int at = 0; at < length; at += 64) {
      var low = ByteVector.fromMemorySegment(SPECIES, bytes, at, ByteOrder.LITTLE_ENDIAN);
      var high = ByteVector.fromMemorySegment(SPECIES, bytes, at + 32L, ByteOrder.LITTLE_ENDIAN);
      long mask =
          low.eq(one).or(low.eq(other)).toLong() | high.eq(one).or(high.eq(other)).toLong() << 32;
      if (mask != 0) {
        return Math.min(length, at + Long.numberOfTrailingZeros(mask));
      }
    }
    return length;
  }
}
