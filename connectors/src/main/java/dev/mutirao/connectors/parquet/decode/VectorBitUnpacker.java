package dev.mutirao.connectors.parquet.decode;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Eight integers at a time: one load, one rearrangement that gives each lane the four bytes its
/// integer begins in, one shift per lane, one mask. Integers of more than 25 bits may reach over
/// five bytes and go the scalar way.
final class VectorBitUnpacker implements BitUnpacker {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final int LANES = 8;
  private static final int MAX_WIDTH = 25;

  /// What one width needs when the first integer begins at one of the eight bits of a byte.
  private record Pattern(VectorShuffle<Byte> bytes, IntVector shifts) {}

  private static final Pattern[] PATTERNS = patterns();

  private final ScalarBitUnpacker scalar = new ScalarBitUnpacker();

  /// Whether this machine has vectors as wide as this class wants.
  static boolean isFast() {
    return IntVector.SPECIES_PREFERRED.length() >= LANES;
  }

  @Override
  public void unpack(
      MemorySegment in,
      long offset,
      long bit,
      int width,
      int count,
      MemorySegment out,
      long outOffset) {
    int vectors = width > MAX_WIDTH || width == 0 ? 0 : count / LANES;
    if (vectors > 0) {
      unpackVectors(in, offset + (bit >>> 3), (int) (bit & 7), width, vectors, out, outOffset);
    }
    int done = vectors * LANES;
    if (done < count) {
      scalar.unpack(
          in, offset, bit + (long) done * width, width, count - done, out, outOffset + 4L * done);
    }
  }

  private static void unpackVectors(
      MemorySegment in,
      long start,
      int firstBit,
      int width,
      int vectors,
      MemorySegment out,
      long outStart) {
    var pattern = PATTERNS[firstBit * (MAX_WIDTH + 1) + width];
    var shuffle = pattern.bytes;
    var shifts = pattern.shifts;
    int mask = (1 << width) - 1;
    for (int i = 0; i < vectors; i++) {
      ByteVector.fromMemorySegment(BYTES, in, start + (long) i * width, ByteOrder.LITTLE_ENDIAN)
          .rearrange(shuffle)
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, shifts)
          .and(mask)
          .intoMemorySegment(out, outStart + 32L * i, ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static Pattern[] patterns() {
    var patterns = new Pattern[8 * (MAX_WIDTH + 1)];
    for (int firstBit = 0; firstBit < 8; firstBit++) {
      for (int width = 1; width <= MAX_WIDTH; width++) {
        patterns[firstBit * (MAX_WIDTH + 1) + width] = pattern(firstBit, width);
      }
    }
    return patterns;
  }

  private static Pattern pattern(int firstBit, int width) {
    var bytes = new int[BYTES.length()];
    var shifts = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      int bit = firstBit + lane * width;
      shifts[lane] = bit & 7;
      for (int part = 0; part < 4; part++) {
        bytes[4 * lane + part] = (bit >>> 3) + part;
      }
    }
    return new Pattern(
        VectorShuffle.fromArray(BYTES, bytes, 0), IntVector.fromArray(INTS, shifts, 0));
  }
}
