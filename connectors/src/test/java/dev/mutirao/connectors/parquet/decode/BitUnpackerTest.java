package dev.mutirao.connectors.parquet.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.vector.VectorModule;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitUnpackerTest {
  private static final int BYTES = 4096;

  /// Bits of a number as long as all bytes, which needs no thought about words and vectors.
  private static int[] simple(byte[] bytes, long bit, int width, int count) {
    var reversed = new byte[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      reversed[bytes.length - i] = bytes[i];
    }
    var all = new BigInteger(reversed);
    var mask = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    var values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = all.shiftRight((int) bit + i * width).and(mask).intValue();
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 9, 12, 15, 16, 17, 20, 24, 25, 26, 31, 32})
  void vectorAndScalarFormsAgreeWithArithmetic(int width) {
    assertTrue(VectorModule.present(), "the build runs its tests with the Vector API");
    var random = new Random(width);
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    try (var arena = Arena.ofConfined()) {
      var in = arena.allocate(BYTES + 64);
      in.asSlice(0, BYTES).copyFrom(java.lang.foreign.MemorySegment.ofArray(bytes));
      for (int trial = 0; trial < 20; trial++) {
        int bit = random.nextInt(200);
        int count = random.nextInt(150);
        int offset = random.nextInt(100);
        var shifted = java.util.Arrays.copyOfRange(bytes, offset, BYTES);
        var expected = simple(shifted, bit, width, count);
        for (var unpacker : new BitUnpacker[] {new ScalarBitUnpacker(), new VectorBitUnpacker()}) {
          var out = arena.allocate(4L * count + 4);
          out.set(ValueLayout.JAVA_INT, 4L * count, 77);
          unpacker.unpack(in, offset, bit, width, count, out, 0);
          assertArrayEquals(expected, out.asSlice(0, 4L * count).toArray(ValueLayout.JAVA_INT));
          assertEquals(
              77,
              out.get(ValueLayout.JAVA_INT, 4L * count),
              "nothing is written behind the values");
        }
      }
    }
  }
}
