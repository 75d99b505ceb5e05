package dev.mutirao.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.connectors.vector.VectorModule;
import dev.mutirao.executor.elementary.Exponential;
import dev.mutirao.executor.elementary.Logarithm;
import dev.mutirao.executor.random.Normal;
import dev.mutirao.executor.random.Philox;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kernel gives the bits of the scalar form, whatever the number of rows.
final class KernelsTest {
  private static final long SEED = -6_148_914_691_236_517_206L;
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -1,
    708,
    -708,
    709.79,
    -745.14,
    -744.9,
    1e300,
    -1e300,
    Double.MIN_VALUE,
    5e-310,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  @BeforeAll
  static void loadTheModule() {
    assertTrue(VectorModule.present(), "the build runs its tests with the Vector API");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 500, 2047, 2048, 2049, 8192})
  void expHasTheBitsOfTheScalarForm(int rows) {
    assertSame("exp", numbers(rows, 30, 0), Exponential::of, true);
    assertSame("exp", numbers(rows, 30, 5), Exponential::of, true);
    assertSame("exp", numbers(rows, 400, 0), Exponential::of, true);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 500, 511, 512, 513, 8192})
  void lnHasTheBitsOfTheScalarForm(int rows) {
    var positive = numbers(rows, 30, 0);
    for (int i = 0; i < rows; i++) {
      positive[i] = i % 7 == 3 ? Math.abs(positive[i]) : Math.exp(positive[i]);
    }
    assertSame("ln", positive, Logarithm::of, true);
    if (rows > 0) {
      positive[rows / 2] = Double.NaN;
      assertSame("ln", positive, Logarithm::of, true);
      positive[rows / 2] = Double.MIN_VALUE;
      assertSame("ln", positive, Logarithm::of, true);
      positive[rows - 1] = 0;
      assertSame("ln", positive, Logarithm::of, false);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 2047, 2048, 2049, 8192})
  void quantilesHaveTheBitsOfTheScalarForm(int rows) {
    var random = new Random(3);
    var parts = random.doubles(rows).toArray();
    assertSame("normal_quantile", parts, Normal::quantile, true);
    for (int i = 0; i < rows; i++) {
      parts[i] = Math.pow(10, -300 * random.nextDouble());
    }
    assertSame("normal_quantile", parts, Normal::quantile, true);
    if (rows > 8) {
      parts[0] = 0;
      parts[1] = 1;
      parts[2] = 1 - 0x1p-53;
      parts[3] = Double.MIN_VALUE;
      assertSame("normal_quantile", parts, Normal::quantile, true);
      parts[5] = 1.5;
      assertSame("normal_quantile", parts, Normal::quantile, false);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 31, 33, 1000, 2049, 8192})
  void randomNumbersHaveTheBitsOfTheScalarForm(int rows) {
    for (long first : new long[] {0, 3, 8, 16, -5, Long.MAX_VALUE - 20, 1L << 40}) {
      assertRandom(rows, row -> first + row);
    }
    assertRandom(rows, row -> row / 12);
    assertRandom(rows, row -> row * 0x9E3779B97F4A7C15L);
    assertRandom(rows, row -> row % 50 < 40 ? row : 5);
  }

  @Test
  void drawsOfMoreThan32BitsAreLeftToTheRowForm() {
    try (var arena = Arena.ofConfined()) {
      var ids = longs(arena, 4, row -> row);
      var draws = longs(arena, 4, row -> row == 2 ? -1 : row);
      var arguments =
          new KernelArguments(
              new MemorySegment[] {null, ids, draws}, new long[] {1, 0, 0}, new double[3]);
      assertFalse(kernel("rand", Simple.BIGINT, 3).run(arguments, 4, arena.allocate(32)));
    }
  }

  private static void assertRandom(int rows, LongUnaryOperator id) {
    try (var arena = Arena.ofConfined()) {
      var ids = longs(arena, rows, id);
      var draws = longs(arena, rows, row -> row % 12);
      var seeds = longs(arena, rows, row -> row * SEED);
      var columns = new MemorySegment[] {null, ids};
      var constants = new long[] {SEED, 0};
      assertBits(
          "rand", columns, constants, rows, i -> Philox.uniform(SEED, id.applyAsLong(i), 0, 0));
      assertBits(
          "rand_normal",
          columns,
          constants,
          rows,
          i -> Normal.quantile(Philox.uniform(SEED, id.applyAsLong(i), 0, 0)));
      assertBits(
          "rand",
          new MemorySegment[] {null, ids, null},
          new long[] {SEED, 0, 0xFFFF_FFFEL},
          rows,
          i -> Philox.uniform(SEED, id.applyAsLong(i), -2, 0));
      assertBits(
          "rand",
          new MemorySegment[] {null, ids, draws},
          new long[] {SEED, 0, 0},
          rows,
          i -> Philox.uniform(SEED, id.applyAsLong(i), i % 12, 0));
      assertBits(
          "rand",
          new MemorySegment[] {seeds, ids, draws},
          new long[3],
          rows,
          i -> Philox.uniform(i * SEED, id.applyAsLong(i), i % 12, 0));
    }
  }

  private static void assertBits(
      String function,
      MemorySegment[] columns,
      long[] constants,
      int rows,
      IntToDoubleFunction expected) {
    try (var arena = Arena.ofConfined()) {
      var out = arena.allocate(8L * rows);
      var arguments = new KernelArguments(columns, constants, new double[columns.length]);
      assertTrue(kernel(function, Simple.BIGINT, columns.length).run(arguments, rows, out));
      for (int i = 0; i < rows; i++) {
        assertBits(expected.applyAsDouble(i), out.getAtIndex(ValueLayout.JAVA_DOUBLE, i), i);
      }
    }
  }

  private static void assertSame(
      String function, double[] numbers, DoubleUnaryOperator scalar, boolean computed) {
    try (var arena = Arena.ofConfined()) {
      var in = arena.allocate(8L * numbers.length + 8);
      MemorySegment.copy(numbers, 0, in, ValueLayout.JAVA_DOUBLE, 0, numbers.length);
      var out = arena.allocate(8L * numbers.length + 8);
      var arguments = new KernelArguments(new MemorySegment[] {in}, new long[1], new double[1]);
      assertEquals(
          computed, kernel(function, Simple.DOUBLE, 1).run(arguments, numbers.length, out));
      for (int i = 0; computed && i < numbers.length; i++) {
        assertBits(scalar.applyAsDouble(numbers[i]), out.getAtIndex(ValueLayout.JAVA_DOUBLE, i), i);
      }
    }
  }

  private static void assertBits(double expected, double got, int row) {
    assertEquals(
        Double.doubleToLongBits(expected),
        Double.doubleToLongBits(got),
        () -> "row " + row + ": " + expected + ", " + got);
  }

  private static ColumnKernel kernel(String function, Type type, int count) {
    return Kernels.of(function, List.copyOf(Collections.nCopies(count, type))).orElseThrow();
  }

  private static MemorySegment longs(Arena arena, int rows, LongUnaryOperator value) {
    var longs = arena.allocate(8L * rows, 8);
    for (int i = 0; i < rows; i++) {
      longs.setAtIndex(ValueLayout.JAVA_LONG, i, value.applyAsLong(i));
    }
    return longs;
  }

  /// @param edges every so many are an edge; 0 for none
  private static double[] numbers(int rows, double spread, int edges) {
    var random = new Random(rows);
    var numbers = random.doubles(rows, -spread, spread).toArray();
    for (int i = 0; edges > 0 && i < rows; i += edges) {
      numbers[i] = EDGES[i / edges % EDGES.length];
    }
    return numbers;
  }
}
