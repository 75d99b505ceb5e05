package dev.mutirao.executor.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhiloxTest {
  private static final int NUMBERS = 1 << 18;

  /// The published vectors of philox4x32-10: key and counter from the lowest word, and the block's
  /// first two words and last two.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, e169c58d6627e8d5, 9b00dbd8bc57ac4c",
    "ffffffffffffffff, ffffffffffffffff, ffffffff, ffffffff, 41c83b0e408f276d, 6d5451fda20bc7c6",
    "299f31d0a4093822, 85a308d3243f6a88, 13198a2e, 03707344, 94fdccebd16cfe09, 24126ea15001e420"
  })
  void givesThePublishedBlocks(
      String key, String block, String draw, String step, String lower, String upper) {
    for (boolean isUpper : new boolean[] {false, true}) {
      long bits =
          Philox.half(
              Long.parseUnsignedLong(key, 16),
              Long.parseUnsignedLong(block, 16),
              Integer.parseUnsignedInt(draw, 16),
              Integer.parseUnsignedInt(step, 16),
              isUpper);
      assertEquals(Long.parseUnsignedLong(isUpper ? upper : lower, 16), bits);
    }
  }

  @Test
  void noTwoIdsHaveTheSameHalfOfABlock() {
    for (long first : new long[] {0, -4096, Long.MAX_VALUE - 2047}) {
      var blocks = new HashSet<Long>();
      var seen = new HashSet<String>();
      for (long id = first; id != first + 4096; id++) {
        blocks.add(Philox.block(id));
        assertTrue(seen.add(Philox.block(id) + " " + (id & Philox.UPPER)));
        assertEquals(
            Philox.half(7, Philox.block(id), 1, 2, (id & Philox.UPPER) != 0),
            Philox.bits(7, id, 1, 2));
      }
      assertEquals(2048, blocks.size());
    }
  }

  @Test
  void numbersLieWithinTheUnitInterval() {
    assertEquals(0x1p-53, Philox.uniform(0));
    assertEquals(1 - 0x1p-53, Philox.uniform(-1));
  }

  @ParameterizedTest
  @CsvSource({"seed", "id", "draw", "step"})
  void numbersAreUniformWhateverCounts(String counting) {
    var numbers = numbers(counting);
    assertTrue(
        Distances.kolmogorov(numbers, x -> x) < 1.95, "differs from the uniform distribution");
    for (int lag : new int[] {1, 2, 7, 64}) {
      assertEquals(0, Distances.correlation(numbers, lag) * Math.sqrt(NUMBERS), 4.5);
    }
  }

  @Test
  void streamsOfNeighboursAreNotCorrelated() {
    var names = new String[] {"seed", "id", "draw", "step"};
    for (var one : names) {
      for (var other : names) {
        if (!one.equals(other)) {
          double correlation = Distances.correlation(numbers(one), numbers(other));
          assertEquals(0, correlation * Math.sqrt(NUMBERS), 4.5, one + " and " + other);
        }
      }
    }
  }

  private static double[] numbers(String counting) {
    IntToDoubleFunction number =
        switch (counting) {
          case "seed" -> i -> Philox.uniform(i + 1, 5, 3, 0);
          case "id" -> i -> Philox.uniform(5, i + 1, 3, 0);
          case "draw" -> i -> Philox.uniform(5, 3, i + 1, 0);
          default -> i -> Philox.uniform(5, 3, 7, i + 1);
        };
    return java.util.stream.IntStream.range(0, NUMBERS).mapToDouble(number).toArray();
  }
}
