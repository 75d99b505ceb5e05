package dev.mutirao.executor.row;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.testing.RandomValues;
import dev.mutirao.executor.testing.TestColumns;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowEqualityTest {
  private static final List<Type> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          Simple.VARCHAR,
          Simple.VARBINARY,
          Simple.TIMESTAMP,
          new Type.Decimal(12, 2),
          new Type.Decimal(30, 2));

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    allocator.close();
  }

  @Test
  void bytesOfAnyLengthDifferInAnyPlace() {
    for (int length = 0; length < 40; length++) {
      var left = new byte[length + 3];
      var right = new byte[length + 5];
      new Random(length).nextBytes(left);
      System.arraycopy(left, 3, right, 5, length);
      var a = MemorySegment.ofArray(left);
      var b = MemorySegment.ofArray(right);
      assertTrue(RowEquality.sameBytes(a, 3, b, 5, length));
      for (int place = 0; place < length; place++) {
        right[5 + place] ^= 1;
        assertFalse(RowEquality.sameBytes(a, 3, b, 5, length), length + " bytes, " + place);
        right[5 + place] ^= 1;
      }
    }
  }

  @Test
  void equalityAgreesWithTheValuesInEveryEncoding() {
    var random = new Random(2);
    for (var type : TYPES) {
      for (double nulls : new double[] {0, 0.3}) {
        var left = RandomValues.values(type, 60, nulls, random);
        var right = RandomValues.values(type, 50, nulls, random);
        for (var leftColumn :
            List.of(
                Cells.column(type, left, allocator), TestColumns.encoded(allocator, type, left))) {
          for (var rightColumn :
              List.of(
                  Cells.column(type, right, allocator),
                  TestColumns.encoded(allocator, type, right))) {
            check(leftColumn, left, rightColumn, right);
            rightColumn.close();
          }
          leftColumn.close();
        }
      }
    }
  }

  @Test
  void shortAndLongDecimalsAreCompared() {
    try (var narrow = TestColumns.flat(allocator, new Type.Decimal(10, 2), 5L, -5L);
        var wide =
            TestColumns.flat(
                allocator,
                new Type.Decimal(30, 2),
                BigInteger.valueOf(5),
                BigInteger.valueOf(-6))) {
      var equal = new boolean[] {true, true};
      RowEquality.retain(narrow, new int[] {0, 1}, wide, new int[] {0, 1}, 2, equal);
      assertArrayEquals(new boolean[] {true, false}, equal);
    }
  }

  @Test
  void aPairThatDiffersStaysDifferent() {
    try (var column = TestColumns.flat(allocator, Simple.BIGINT, 1L)) {
      var equal = new boolean[] {false};
      RowEquality.retain(column, new int[] {0}, column, new int[] {0}, 1, equal);
      assertArrayEquals(new boolean[] {false}, equal);
    }
  }

  private static void check(
      Column left, List<Literal> leftValues, Column right, List<Literal> rightValues) {
    var random = new Random(3);
    int count = 500;
    var leftRows = random.ints(count, 0, left.rows()).toArray();
    var rightRows = random.ints(count, 0, right.rows()).toArray();
    var equal = new boolean[count];
    Arrays.fill(equal, true);
    RowEquality.retain(left, leftRows, right, rightRows, count, equal);
    for (int i = 0; i < count; i++) {
      var a = leftValues.get(leftRows[i]).value();
      var b = rightValues.get(rightRows[i]).value();
      boolean expected =
          a instanceof Double x && b instanceof Double y
              ? x.doubleValue() == y || x.isNaN() && y.isNaN()
              : a == null ? b == null : a.equals(b);
      assertEquals(expected, equal[i], left.type().sql() + ": " + a + " and " + b);
    }
  }
}
