package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both implementations mark what a loop over the bytes marks.
class ByteMasksTest {
  private static final int WORDS = 40;
  private static final Dialect BACKSLASH =
      new Dialect((byte) ';', (byte) '"', (byte) '\\', (byte) '\n');
  private static final byte[] ALPHABET = {
    ';', '"', '\\', '\n', '\r', 'a', (byte) 0xC3, (byte) 0xBB, 0, ':', '#'
  };

  static Stream<ByteMasks> implementations() {
    return Stream.of(new ScalarMasks(), new VectorMasks(), new AdaptiveMasks());
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void marksAreThoseOfASimpleLoop(ByteMasks masks) {
    try (var arena = Arena.ofConfined()) {
      for (int seed = 0; seed < 50; seed++) {
        var bytes = randomBytes(arena, seed);
        var separators = new long[WORDS];
        var newlines = new long[WORDS];
        var quotes = new long[WORDS];
        masks.mark(bytes, WORDS, BACKSLASH, separators, newlines, quotes);
        assertArrayEquals(simple(bytes, (byte) ';', (byte) '\n'), separators);
        assertArrayEquals(simple(bytes, (byte) '\n', (byte) '\n'), newlines);
        assertArrayEquals(simple(bytes, (byte) '"', (byte) '\\'), quotes);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void findStopsAtTheFirstOfBoth(ByteMasks masks) {
    try (var arena = Arena.ofConfined()) {
      var bytes = arena.allocate(WORDS * 64L, 64);
      assertEquals(100, masks.find(bytes, 100, (byte) '"', (byte) '\\'));
      bytes.set(ValueLayout.JAVA_BYTE, 130, (byte) '"');
      bytes.set(ValueLayout.JAVA_BYTE, 129, (byte) '\\');
      assertEquals(129, masks.find(bytes, WORDS * 64, (byte) '"', (byte) '\\'));
      assertEquals(100, masks.find(bytes, 100, (byte) '"', (byte) '\\'));
    }
  }

  private static long[] simple(MemorySegment bytes, byte one, byte other) {
    var mask = new long[WORDS];
    for (int i = 0; i < WORDS * 64; i++) {
      byte b = bytes.get(ValueLayout.JAVA_BYTE, i);
      mask[i / 64] |= b == one || b == other ? 1L << i % 64 : 0;
    }
    return mask;
  }

  private static MemorySegment randomBytes(Arena arena, int seed) {
    var random = new SplittableRandom(seed);
    var bytes = arena.allocate(WORDS * 64L, 64);
    for (int i = 0; i < WORDS * 64; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return bytes;
  }
}
