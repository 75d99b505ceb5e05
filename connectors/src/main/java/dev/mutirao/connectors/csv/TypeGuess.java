package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The narrowest type that holds all values of a column that were looked at:
///
/// - BOOLEAN: `true` and `false` in any case;
/// - BIGINT: whole numbers without leading zeros or `+`, which mark codes such as `00123` and
///   `+5511...` as text;
/// - DOUBLE: numbers, also whole ones beyond BIGINT, beside BIGINT ones;
/// - DATE and TIMESTAMP in ISO 8601's form; a column with both is TIMESTAMP;
/// - TIMESTAMP WITH LOCAL TIME ZONE: timestamps that all have `Z` or an offset;
/// - VARCHAR: everything else, and columns without any value.
final class TypeGuess {
  private @Nullable Type type;

  /// The type so far; VARCHAR when there was no value.
  Type type() {
    return type == null ? Simple.VARCHAR : type;
  }

  boolean sawValues() {
    return type != null;
  }

  void add(MemorySegment bytes, Fields fields) {
    for (int i = 0; i < fields.count && type != Simple.VARCHAR; i++) {
      if (fields.to[i] > fields.from[i]) {
        type = common(type, of(type, bytes, fields.from[i], fields.to[i]));
      }
    }
  }

  void add(TypeGuess other) {
    type = other.type == null ? type : common(type, other.type);
  }

  /// The type that holds values of both.
  private static Type common(@Nullable Type left, Type right) {
    if (left == null || left == right) {
      return right;
    }
    boolean numbers = isNumber(left) && isNumber(right);
    boolean days = isDay(left) && isDay(right);
    return numbers ? Simple.DOUBLE : days ? Simple.TIMESTAMP : Simple.VARCHAR;
  }

  private static boolean isNumber(Type type) {
    return type == Simple.BIGINT || type == Simple.DOUBLE;
  }

  private static boolean isDay(Type type) {
    return type == Simple.DATE || type == Simple.TIMESTAMP;
  }

  /// The type of one value; the one it had before is tried first.
  private static Type of(@Nullable Type likely, MemorySegment bytes, int from, int to) {
    if (likely == Simple.DATE && Temporals.date(bytes, from, to) != Temporals.BAD) {
      return Simple.DATE;
    }
    if (likely == Simple.TIMESTAMP && Temporals.timestamp(bytes, from, to) != Temporals.BAD) {
      return Simple.TIMESTAMP;
    }
    if (likely == Simple.INSTANT && isInstant(bytes, from, to)) {
      return Simple.INSTANT;
    }
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    if (start == end) {
      return Simple.VARCHAR;
    }
    byte first = bytes.get(Column.BYTE, start);
    if (isCode(first, bytes, start, end)) {
      return Simple.VARCHAR;
    }
    if (Integers.parse(bytes, start, end) != Integers.BAD || Integers.isLeast(bytes, start, end)) {
      return Simple.BIGINT;
    }
    if (Doubles.parse(bytes, start, end) != Doubles.BAD) {
      return Simple.DOUBLE;
    }
    if (Temporals.date(bytes, start, end) != Temporals.BAD) {
      return Simple.DATE;
    }
    if (Temporals.timestamp(bytes, start, end) != Temporals.BAD) {
      return Simple.TIMESTAMP;
    }
    if (isInstant(bytes, start, end)) {
      return Simple.INSTANT;
    }
    return isBoolean(first, end - start) && Booleans.parse(bytes, start, end) >= 0
        ? Simple.BOOLEAN
        : Simple.VARCHAR;
  }

  /// Whether a number would lose what it says as a number: leading zeros, a plus.
  private static boolean isCode(byte first, MemorySegment bytes, int from, int to) {
    int digits = first == '-' ? from + 1 : from;
    boolean leadingZero =
        to - digits > 1
            && bytes.get(Column.BYTE, digits) == '0'
            && isDigit(bytes.get(Column.BYTE, digits + 1L));
    // A date such as 0999-01-01 begins with a zero and is none of those.
    return first == '+'
        || leadingZero && !(to - from >= 10 && bytes.get(Column.BYTE, from + 4L) == '-');
  }

  /// Whether a date and a clock have a zone: without a clock it may be a code.
  private static boolean isInstant(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    return to - start > 16
        && bytes.get(Column.BYTE, start + 13L) == ':'
        && Temporals.timestamp(bytes, start, to) == Temporals.BAD
        && Temporals.instant(bytes, start, to) != Temporals.BAD;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// `true` and `false`, but none of the shorter spellings that are as likely text.
  private static boolean isBoolean(byte first, int length) {
    int letter = first | 0x20;
    return letter == 't' && length == 4 || letter == 'f' && length == 5;
  }
}
