package dev.mutirao.executor.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumsTest {
  /// Values of a kind that sums find hard.
  @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
  enum Kind {
    MONEY(random -> Math.round(random.nextDouble() * 2e6) / 100.0),
    SIGNED(random -> random.nextGaussian() * 1e6),
    ANY_BITS(random -> finite(random)),
    SUBNORMAL(random -> Double.longBitsToDouble(random.nextLong() & 0x800F_FFFF_FFFF_FFFFL)),
    HUGE(random -> (random.nextBoolean() ? 1 : -1) * Double.MAX_VALUE * random.nextDouble()),
    TINY_AND_HUGE(
        random -> random.nextInt(3) == 0 ? 1e-300 : (random.nextBoolean() ? 1e300 : -1e300)),
    CANCELLING(random -> (random.nextBoolean() ? 1 : -1) * 0x1.0p60 + random.nextInt(3)),
    ZEROS(random -> random.nextBoolean() ? 0.0 : -0.0),
    HALF_WAY(
        random -> random.nextInt(2) == 0 ? 0x1.0p53 : random.nextInt(2) == 0 ? 1.0 : -0x1.0p53),
    GROWING(random -> Math.scalb(random.nextDouble(), random.nextInt(200)));

    private final java.util.function.ToDoubleFunction<Random> next;

    Kind(java.util.function.ToDoubleFunction<Random> next) {
      this.next = next;
    }

    double[] values(int count, Random random) {
      return random.doubles(count).map(ignored -> next.applyAsDouble(random)).toArray();
    }

    private static double finite(Random random) {
      double value;
      do {
        value = Double.longBitsToDouble(random.nextLong());
      } while (!Double.isFinite(value));
      return value;
    }
  }

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsReleased() {
    allocator.close();
  }

  @ParameterizedTest
  @EnumSource
  void sumIsThatOfBigDecimalRoundedOnce(Kind kind) {
    var random = new Random(1);
    for (int count : new int[] {1, 2, 3, 10, 1000, 30_000}) {
      var values = kind.values(count, random);
      assertEquals(
          expected(values), sum(values, 1 + random.nextInt(5000)), () -> kind + " " + count);
    }
  }

  @ParameterizedTest
  @EnumSource
  void floatSumIsRoundedOnce(Kind kind) {
    var random = new Random(2);
    for (int count : new int[] {1, 2, 3, 100}) {
      var values = kind.values(count, random);
      try (var sums = new ExactSums(allocator)) {
        sums.grow(1);
        sums.add(new int[count], values, count);
        assertEquals(exact(values).floatValue() + 0f, sums.toFloat(0) + 0f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyOrderSplitAndMergeGivesTheSameBits(Kind kind) {
    var random = new Random(3);
    var values = kind.values(5000, random);
    long expected = Double.doubleToRawLongBits(expected(values));
    for (int attempt = 0; attempt < 20; attempt++) {
      shuffle(values, random);
      int parts = 1 + random.nextInt(40);
      try (var total = new ExactSums(allocator)) {
        total.grow(1);
        for (int part = 0; part < parts; part++) {
          int from = values.length * part / parts;
          int to = values.length * (part + 1) / parts;
          mergeSum(Arrays.copyOfRange(values, from, to), total);
        }
        assertEquals(expected, Double.doubleToRawLongBits(total.toDouble(0)));
        assertEquals(values.length, total.count(0));
      }
    }
  }

  /// @param most groups that there might be: for many, every row is added by itself
  @ParameterizedTest
  @ValueSource(ints = {7, 256, 257, 100_000})
  void groupsDoNotMix(int most) {
    var random = new Random(4);
    var values = Kind.SIGNED.values(60_000, random);
    var groups = random.ints(values.length, 0, 7).toArray();
    try (var sums = new ExactSums(allocator)) {
      sums.grow(most);
      sums.add(groups, values, values.length);
      for (int group = 0; group < 7; group++) {
        int wanted = group;
        var mine =
            java.util.stream.IntStream.range(0, values.length)
                .filter(i -> groups[i] == wanted)
                .mapToDouble(i -> values[i])
                .toArray();
        assertEquals(expected(mine), sums.toDouble(group));
        assertEquals(mine.length, sums.count(group));
      }
    }
  }

  /// Batch after batch, in which nothing may be left of the one before, also of one that the window
  /// misses.
  @ParameterizedTest
  @EnumSource
  void aFewGroupsGiveWhatManyGive(Kind kind) {
    var random = new Random(6);
    int count = 500;
    try (var few = new ExactSums(allocator);
        var many = new ExactSums(allocator)) {
      few.grow(3);
      many.grow(1000);
      for (int batch = 0; batch < 60; batch++) {
        var values = (batch % 3 == 0 ? Kind.MONEY : kind).values(count, random);
        var groups = random.ints(count, 0, 3).toArray();
        few.add(groups, values, count);
        many.add(groups, values, count);
      }
      for (int group = 0; group < 3; group++) {
        assertEquals(many.count(group), few.count(group));
        assertEquals(
            Double.doubleToRawLongBits(many.toDouble(group)),
            Double.doubleToRawLongBits(few.toDouble(group)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        Double.MIN_VALUE
      })
  void aValueBeyondTheWindowIsForItsGroupOnly(double strange) {
    var values = new double[100];
    Arrays.fill(values, 1.5);
    values[50] = strange;
    var groups = new int[values.length];
    groups[50] = 1;
    try (var sums = new ExactSums(allocator)) {
      sums.grow(2);
      sums.add(new int[values.length], new double[values.length], 100); // which sets the window
      sums.add(groups, values, values.length);
      assertEquals(99 * 1.5, sums.toDouble(0));
      assertEquals(199, sums.count(0));
      assertEquals(strange, sums.toDouble(1));
      assertEquals(1, sums.count(1));
    }
  }

  @Test
  void binsAreEmptiedBeforeTheyRound() {
    var random = new Random(5);
    var values = new double[1 << 16];
    Arrays.setAll(values, i -> 0x1.fffffffffffffp15 - random.nextInt(2) * 0x1.0p-37);
    var once = exact(values);
    int rounds = 40;
    try (var sums = new ExactSums(allocator);
        var first = new ExactSums(allocator);
        var each = new ExactSums(allocator)) {
      sums.grow(1);
      first.grow(1);
      each.grow(1000);
      for (int round = 0; round < rounds; round++) {
        sums.add(new int[values.length], values, values.length);
        first.addToFirst(values, values.length);
        each.add(new int[values.length], values, values.length);
      }
      double expected = once.multiply(BigDecimal.valueOf(rounds)).doubleValue();
      assertEquals(expected, sums.toDouble(0));
      assertEquals(expected, first.toDouble(0));
      assertEquals(expected, each.toDouble(0));
    }
  }

  @Test
  void windowFollowsTheValues() {
    double[] small = {1e-200, 2e-200, 3e-200, 4e-200};
    double[] large = {1e200, 2e200, -1e200, 4e200};
    double[] again = {-1e200, -2e200, 1e200, -4e200};
    try (var sums = new ExactSums(allocator)) {
      sums.grow(4);
      int[] groups = {0, 1, 2, 3};
      sums.add(groups, small, 4);
      sums.add(groups, large, 4);
      sums.add(groups, small, 4);
      sums.add(groups, again, 4);
      for (int group = 0; group < 4; group++) {
        assertEquals(2 * small[group], sums.toDouble(group));
      }
    }
  }

  @Test
  void valuesThatAreNotFiniteFollowIeee() {
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(infinity, sum(new double[] {1, infinity, -1e308}, 1));
    assertEquals(-infinity, sum(new double[] {-infinity, 1e308, 1e308}, 2));
    assertEquals(Double.NaN, sum(new double[] {infinity, -infinity}, 1));
    assertEquals(Double.NaN, sum(new double[] {1, Double.NaN, infinity}, 3));
    assertEquals(infinity, sum(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}, 3));
    assertEquals(
        0,
        sum(
            new double[] {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE},
            3));
  }

  @Test
  void clearedSumsStartAgain() {
    try (var sums = new ExactSums(allocator)) {
      sums.grow(2);
      sums.add(new int[] {0, 1}, new double[] {1e300, 1e-300}, 2);
      sums.clear(2);
      sums.grow(2);
      assertEquals(0, sums.count(0));
      sums.add(new int[] {1, 1}, new double[] {2.5, 1e-300}, 2);
      assertEquals(2.5, sums.toDouble(1));
    }
  }

  private double sum(double[] values, int batch) {
    Supplier<ExactSums> start = () -> new ExactSums(allocator);
    try (var general = start.get();
        var first = start.get()) {
      general.grow(1);
      first.grow(1);
      for (int from = 0; from < values.length; from += batch) {
        var part = Arrays.copyOfRange(values, from, Math.min(values.length, from + batch));
        general.add(new int[part.length], part, part.length);
        first.addToFirst(part, part.length);
      }
      assertEquals(
          Double.doubleToRawLongBits(general.toDouble(0)),
          Double.doubleToRawLongBits(first.toDouble(0)));
      return general.toDouble(0);
    }
  }

  private void mergeSum(double[] values, ExactSums total) {
    try (var part = new ExactSums(allocator)) {
      part.grow(1);
      part.add(new int[values.length], values, values.length);
      MemorySegment encoded = null;
      if (part.hasWide(0)) {
        encoded = MemorySegment.ofArray(new byte[part.wideBytes(0)]);
        part.writeWide(0, encoded, 0);
      }
      total.prepareMerge(new double[] {part.bin(0, 0)}, 1);
      total.merge(
          0,
          part.count(0),
          part.bin(0, 0),
          part.bin(0, 1),
          part.bin(0, 2),
          encoded,
          0,
          encoded == null ? 0 : encoded.byteSize());
    }
  }

  private static void shuffle(double[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /// -0 becomes 0, as BigDecimal has but one zero.
  private static double expected(double[] values) {
    return exact(values).doubleValue() + 0.0;
  }

  private static BigDecimal exact(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
