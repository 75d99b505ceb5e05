package dev.mutirao.connectors.parquet.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values go to the rows that have one, whatever the pattern of NULLs.
class SpreadTest {
  private static boolean[] pattern(Random random, int rows) {
    var valid = new boolean[rows];
    double share = random.nextDouble();
    boolean runs = random.nextBoolean();
    for (int i = 0; i < rows; i++) {
      valid[i] = runs && i % 64 != 0 ? valid[i - 1] : random.nextDouble() < share;
    }
    return valid;
  }

  private static MemorySegment bitmap(Arena arena, boolean[] valid) {
    var bitmap = arena.allocate(Memory.bitmapBytes(valid.length) + 16);
    for (int i = 0; i < valid.length; i++) {
      Bits.fill(bitmap, i, 1, valid[i]);
    }
    return bitmap;
  }

  private static int count(boolean[] valid) {
    int count = 0;
    for (boolean present : valid) {
      count += present ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void valuesOfEveryWidthFindTheirRows(int width) {
    var random = new Random(width);
    for (int rows = 1; rows < 400; rows += 1 + random.nextInt(40)) {
      var valid = pattern(random, rows);
      int count = count(valid);
      try (var arena = Arena.ofConfined()) {
        var values = arena.allocate((long) rows * width);
        for (int i = 0; i < count * width; i++) {
          values.set(Column.BYTE, i, (byte) (i / width * 31 + i % width));
        }
        Spread.fixed(values, width, bitmap(arena, valid), rows, count);
        assertRows(
            valid,
            (row, index) -> {
              for (int part = 0; part < width; part++) {
                assertEquals(
                    (byte) (index * 31 + part), values.get(Column.BYTE, (long) row * width + part));
              }
            });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 200, 1000})
  void bitsOffsetsAndIndicesFindTheirRows(int rows) {
    var random = new Random(rows);
    for (int trial = 0; trial < 20; trial++) {
      var valid = pattern(random, rows);
      int count = count(valid);
      IntPredicate bit = index -> index % 3 == 0;
      try (var arena = Arena.ofConfined()) {
        var bitmap = bitmap(arena, valid);
        var bits = arena.allocate(Memory.bitmapBytes(rows) + 16);
        var offsets = arena.allocate(4L * rows + 4);
        var indices = arena.allocate(4L * rows);
        for (int i = 0; i < count; i++) {
          Bits.fill(bits, i, 1, bit.test(i));
          offsets.set(Column.INT, 4L * i + 4, 10 * (i + 1));
          indices.set(Column.INT, 4L * i, i + 5);
        }
        Spread.bits(bits, bitmap, rows, count);
        Spread.offsets(offsets, bitmap, rows, count);
        Spread.indices(indices, bitmap, rows, count);
        assertRows(
            valid,
            (row, index) -> {
              assertEquals(bit.test(index), Bits.get(bits, row, 1) == 1);
              assertEquals(10 * index, offsets.get(Column.INT, 4L * row));
              assertEquals(10 * index + 10, offsets.get(Column.INT, 4L * row + 4));
              assertEquals(index + 5, indices.get(Column.INT, 4L * row));
            });
        for (int row = 0; row < rows; row++) {
          if (!valid[row]) {
            assertEquals(0, indices.get(Column.INT, 4L * row));
            assertEquals(offsets.get(Column.INT, 4L * row), offsets.get(Column.INT, 4L * row + 4));
          }
        }
      }
    }
  }

  private interface RowCheck {
    void check(int row, int index);
  }

  private static void assertRows(boolean[] valid, RowCheck check) {
    int index = 0;
    for (int row = 0; row < valid.length; row++) {
      if (valid[row]) {
        check.check(row, index++);
      }
    }
  }
}
