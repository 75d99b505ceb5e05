package dev.mutirao.connectors.csv;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/// Correctly rounded floating-point numbers from bytes. Up to 15 digits without an exponent are an
/// exact integer divided by an exact power of ten, which rounds once; everything else goes to a
/// full parser. Eight bytes beyond the end of a field must be readable. A file of one column of
/// numbers with two decimals costs 35 ns a row in all (`benchmarks/run Kernels CSV_DOUBLES`).
final class Doubles {
  /// What {@link #parse} returns for bytes that are no number; compare raw bits.
  static final long BAD = 0x7FF8_0000_0000_0BADL;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final long[] LONG_POWERS = {
    1L, 10L, 100L, 1000L, 10000L, 100000L, 1000000L, 10000000L, 100000000L
  };
  private static final long DOTS = 0x2E2E2E2E2E2E2E2EL;

  private Doubles() {}

  /// Parses `[+-]digits[.digits][e[+-]digits]`, `inf`, `infinity` and `nan` in any case, with
  /// blanks around. Gives the raw bits of the number, or {@link #BAD}.
  static long parse(MemorySegment bytes, int from, int to) {
    boolean negative = bytes.get(Column.BYTE, from) == '-';
    int start = negative ? from + 1 : from;
    int length = to - start;
    if (length > 0 && length <= 8) {
      long word = bytes.get(Column.LONG, start);
      int dot = Math.min(firstDot(word), length);
      int fraction = Math.max(0, length - dot - 1);
      int digits = dot + fraction;
      if (digits > 0) {
        long mantissa = Integers.digits(withoutByte(word, dot), digits);
        if (mantissa >= 0) {
          double value = mantissa / POWERS[fraction];
          return Double.doubleToRawLongBits(negative ? -value : value);
        }
      }
    } else if (length > 8 && length <= 16) {
      long bits = parseSixteen(bytes, start, to, negative);
      if (bits != BAD) {
        return bits;
      }
    }
    return parseSlowly(bytes, from, to);
  }

  /// 9 to 16 bytes with at most 8 digits after the dot and 15 in all.
  private static long parseSixteen(MemorySegment bytes, int start, int to, boolean negative) {
    int dot = firstDot(bytes.get(Column.LONG, start));
    if (dot == 8) {
      dot += firstDot(bytes.get(Column.LONG, start + 8));
    }
    dot = Math.min(dot, to - start);
    int fraction = Math.max(0, to - start - dot - 1);
    if (dot == 0 || fraction > 8 || dot + fraction > 15) {
      return BAD;
    }
    long whole =
        Integers.digits(
            bytes.get(Column.LONG, dot <= 8 ? start : start + dot - 8), Math.min(dot, 8));
    if (dot > 8) {
      long high = Integers.digits(bytes.get(Column.LONG, start), dot - 8);
      whole = (high | whole) < 0 ? -1 : high * LONG_POWERS[8] + whole;
    }
    long rest =
        fraction == 0 ? 0 : Integers.digits(bytes.get(Column.LONG, to - fraction), fraction);
    if ((whole | rest) < 0) {
      return BAD;
    }
    double value = (whole * LONG_POWERS[fraction] + rest) / POWERS[fraction];
    return Double.doubleToRawLongBits(negative ? -value : value);
  }

  /// Index of the first `.` in a little-endian word, or 8.
  private static int firstDot(long word) {
    long difference = word ^ DOTS;
    long zeroBytes = difference - 0x0101010101010101L & ~difference & 0x8080808080808080L;
    return Long.numberOfTrailingZeros(zeroBytes) >>> 3;
  }

  /// The word with the byte at `index` (0 to 8) taken out and those after it moved down.
  private static long withoutByte(long word, int index) {
    if (index >= 7) {
      return word;
    }
    long before = (1L << 8 * index) - 1;
    return word & before | word >>> 8 & ~before;
  }

  /// The REAL nearest to the text, or {@link #BAD} as a long; else the float's raw bits.
  static long parseReal(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    var special = special(bytes, start, end);
    if (special != BAD) {
      return Float.floatToRawIntBits((float) Double.longBitsToDouble(special)) & 0xFFFFFFFFL;
    }
    if (!isDecimal(bytes, start, end)) {
      return BAD;
    }
    float value =
        JavaFloatParser.parseFloat(bytes.asSlice(start, end - start).toArray(Column.BYTE));
    return Float.floatToRawIntBits(value) & 0xFFFFFFFFL;
  }

  private static long parseSlowly(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    if (isDecimal(bytes, start, end)) {
      return Double.doubleToRawLongBits(
          JavaDoubleParser.parseDouble(bytes.asSlice(start, end - start).toArray(Column.BYTE)));
    }
    return special(bytes, start, end);
  }

  /// Whether the bytes are `[+-]digits[.digits][e[+-]digits]` with at least one digit before the
  /// exponent.
  static boolean isDecimal(MemorySegment bytes, int from, int to) {
    int at = afterSign(bytes, from, to);
    int whole = afterDigits(bytes, at, to);
    int digits = whole - at;
    at = whole;
    if (at < to && bytes.get(Column.BYTE, at) == '.') {
      int fraction = afterDigits(bytes, at + 1, to);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0 || at == to) {
      return digits > 0;
    }
    if ((bytes.get(Column.BYTE, at) | 0x20) != 'e') {
      return false;
    }
    at = afterSign(bytes, at + 1, to);
    return at < to && afterDigits(bytes, at, to) == to;
  }

  private static int afterSign(MemorySegment bytes, int at, int to) {
    boolean sign =
        at < to && (bytes.get(Column.BYTE, at) == '-' || bytes.get(Column.BYTE, at) == '+');
    return sign ? at + 1 : at;
  }

  private static int afterDigits(MemorySegment bytes, int from, int to) {
    int at = from;
    while (at < to && bytes.get(Column.BYTE, at) >= '0' && bytes.get(Column.BYTE, at) <= '9') {
      at++;
    }
    return at;
  }

  private static long special(MemorySegment bytes, int from, int to) {
    if (to - from < 3 || to - from > 9) {
      return BAD;
    }
    var text = FieldText.of(bytes, from, to).toLowerCase(Locale.ROOT);
    var value =
        switch (text) {
          case "nan", "+nan", "-nan" -> Double.NaN;
          case "inf", "infinity", "+inf", "+infinity" -> Double.POSITIVE_INFINITY;
          case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
          default -> Double.longBitsToDouble(BAD);
        };
    return Double.doubleToRawLongBits(value);
  }
}
