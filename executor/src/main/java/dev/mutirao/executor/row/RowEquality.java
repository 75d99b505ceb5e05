package dev.mutirao.executor.row;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import java.lang.foreign.MemorySegment;

/// Whether values of two columns are equal, as SQL's `IS NOT DISTINCT FROM` says: NULL equals NULL,
/// NaN equals NaN, -0 equals 0. The columns have one type, or are decimals of one scale; each is
/// flat or dictionary encoded.
public final class RowEquality {
  private RowEquality() {}

  /// Clears `equal[i]` where `left` at `leftRows[i]` differs from `right` at `rightRows[i]`, for `i
  /// < count`; pairs already cleared are skipped. Fill `equal` with true and call this once per key
  /// column.
  public static void retain(
      Column left, int[] leftRows, Column right, int[] rightRows, int count, boolean[] equal) {
    boolean plain =
        !left.isDictionary()
            && !right.isDictionary()
            && !left.mayHaveNulls()
            && !right.mayHaveNulls();
    if (plain && left.layout() == right.layout()) {
      retainPlain(left, leftRows, right, rightRows, count, equal);
      return;
    }
    for (int i = 0; i < count; i++) {
      if (equal[i]) {
        equal[i] = equal(left, leftRows[i], right, rightRows[i]);
      }
    }
  }

  /// Whether `left` at `leftRow` equals `right` at `rightRow`.
  public static boolean equal(Column left, int leftRow, Column right, int rightRow) {
    boolean leftNull = left.isNull(leftRow);
    if (leftNull || right.isNull(rightRow)) {
      return leftNull && right.isNull(rightRow);
    }
    if (left.isDictionary()) {
      int leftEntry = left.values().getAtIndex(INT, leftRow);
      if (right.isDictionary()) {
        int rightEntry = right.values().getAtIndex(INT, rightRow);
        boolean sameEntry =
            leftEntry == rightEntry
                && left.dictionary().values().address() == right.dictionary().values().address();
        return sameEntry || values(left.dictionary(), leftEntry, right.dictionary(), rightEntry);
      }
      return values(left.dictionary(), leftEntry, right, rightRow);
    }
    return right.isDictionary()
        ? values(left, leftRow, right.dictionary(), right.values().getAtIndex(INT, rightRow))
        : values(left, leftRow, right, rightRow);
  }

  private static void retainPlain(
      Column left, int[] leftRows, Column right, int[] rightRows, int count, boolean[] equal) {
    var a = left.values();
    var b = right.values();
    switch (left.layout()) {
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          equal[i] &= a.getAtIndex(INT, leftRows[i]) == b.getAtIndex(INT, rightRows[i]);
        }
      }
      case INT64 -> {
        for (int i = 0; i < count; i++) {
          equal[i] &= a.getAtIndex(LONG, leftRows[i]) == b.getAtIndex(LONG, rightRows[i]);
        }
      }
      case BYTES -> {
        for (int i = 0; i < count; i++) {
          equal[i] = equal[i] && bytes(left, leftRows[i], right, rightRows[i]);
        }
      }
      case BIT, INT8, INT16, FLOAT32, FLOAT64, INT128 -> {
        for (int i = 0; i < count; i++) {
          equal[i] = equal[i] && values(left, leftRows[i], right, rightRows[i]);
        }
      }
    }
  }

  private static boolean values(Column left, int leftRow, Column right, int rightRow) {
    var a = left.values();
    var b = right.values();
    if (left.layout() != right.layout()) {
      return low(left, leftRow) == low(right, rightRow)
          && high(left, leftRow) == high(right, rightRow);
    }
    return switch (left.layout()) {
      case BIT ->
          (a.get(BYTE, leftRow >>> 3) >>> (leftRow & 7) & 1)
              == (b.get(BYTE, rightRow >>> 3) >>> (rightRow & 7) & 1);
      case INT8 -> a.get(BYTE, leftRow) == b.get(BYTE, rightRow);
      case INT16 -> a.getAtIndex(SHORT, leftRow) == b.getAtIndex(SHORT, rightRow);
      case INT32 -> a.getAtIndex(INT, leftRow) == b.getAtIndex(INT, rightRow);
      case INT64 -> a.getAtIndex(LONG, leftRow) == b.getAtIndex(LONG, rightRow);
      case FLOAT32 -> numbers(a.getAtIndex(FLOAT, leftRow), b.getAtIndex(FLOAT, rightRow));
      case FLOAT64 -> numbers(a.getAtIndex(DOUBLE, leftRow), b.getAtIndex(DOUBLE, rightRow));
      case INT128 ->
          a.getAtIndex(LONG, 2L * leftRow) == b.getAtIndex(LONG, 2L * rightRow)
              && a.getAtIndex(LONG, 2L * leftRow + 1) == b.getAtIndex(LONG, 2L * rightRow + 1);
      case BYTES -> bytes(left, leftRow, right, rightRow);
    };
  }

  private static boolean numbers(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }

  private static long low(Column decimal, int row) {
    return decimal.layout() == Layout.INT128
        ? decimal.values().getAtIndex(LONG, 2L * row)
        : decimal.values().getAtIndex(LONG, row);
  }

  private static long high(Column decimal, int row) {
    return decimal.layout() == Layout.INT128
        ? decimal.values().getAtIndex(LONG, 2L * row + 1)
        : decimal.values().getAtIndex(LONG, row) >> 63;
  }

  private static boolean bytes(Column left, int leftRow, Column right, int rightRow) {
    int leftStart = left.offsets().getAtIndex(INT, leftRow);
    int length = left.offsets().getAtIndex(INT, leftRow + 1L) - leftStart;
    int rightStart = right.offsets().getAtIndex(INT, rightRow);
    return length == right.offsets().getAtIndex(INT, rightRow + 1L) - rightStart
        && sameBytes(left.values(), leftStart, right.values(), rightStart, length);
  }

  /// Whether `length` bytes at two places are the same; quick for short texts.
  public static boolean sameBytes(
      MemorySegment a, long aStart, MemorySegment b, long bStart, int length) {
    if (length >= 8) {
      int last = length - 8; // its word may overlap the one before
      for (int i = 0; i < last; i += 8) {
        if (a.get(LONG, aStart + i) != b.get(LONG, bStart + i)) {
          return false;
        }
      }
      return a.get(LONG, aStart + last) == b.get(LONG, bStart + last);
    }
    if (length >= 4) {
      int last = length - 4;
      return a.get(INT, aStart) == b.get(INT, bStart)
          && a.get(INT, aStart + last) == b.get(INT, bStart + last);
    }
    for (int i = 0; i < length; i++) {
      if (a.get(BYTE, aStart + i) != b.get(BYTE, bStart + i)) {
        return false;
      }
    }
    return true;
  }
}
