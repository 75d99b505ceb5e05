package dev.mutirao.executor.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
  /// The vectors that its authors publish with Random123 (`kat_vectors`): the words of the counter
  /// and of the key, each with the first at the end here, and those of the block.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0000000000000000, 0000000000000000, e169c58d6627e8d5, 9b00dbd8bc57ac4c",
    "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, 41c83b0e408f276d, 6d5451fda20bc7c6",
    "85a308d3243f6a88, 0370734413198a2e, 299f31d0a4093822, 94fdccebd16cfe09, 24126ea15001e420"
  })
  void givesThePublishedBlocks(
      String first, String second, String key, String firstHalf, String lastHalf) {
    assertEquals(
        Long.parseUnsignedLong(firstHalf, 16),
        Philox.half(word(first), word(second), word(key), false));
    assertEquals(
        Long.parseUnsignedLong(lastHalf, 16),
        Philox.half(word(first), word(second), word(key), true));
  }

  @Test
  void everyArgumentCounts() {
    var seen = new HashSet<Long>();
    long[] longs = {0, 1, 2, 3, -1, -2, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1L << 33};
    int[] ints = {0, 1, 2, -1, Integer.MIN_VALUE};
    for (long seed : longs) {
      for (long id : longs) {
        for (int draw : ints) {
          for (int part : ints) {
            seen.add(Philox.bits(seed, id, draw, part));
          }
        }
      }
    }
    assertEquals(longs.length * longs.length * ints.length * ints.length, seen.size());
  }

  @Test
  void uniformNumbersAreOddMultiplesInsideTheInterval() {
    for (int id = 0; id < 100_000; id++) {
      double scaled = Draws.uniform(7, id, 0) * 0x1p53;
      assertEquals(1, (long) scaled & 1);
      assertEquals(scaled, Math.rint(scaled));
      assertNotEquals(0x1p53, scaled);
    }
  }

  private static long word(String hex) {
    return Long.parseUnsignedLong(hex, 16);
  }
}
