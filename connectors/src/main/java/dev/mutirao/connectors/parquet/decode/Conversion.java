package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import java.lang.foreign.MemorySegment;

/// How a stored value of fixed width becomes a value of the column's layout.
public enum Conversion {
  /// As it is.
  NONE,
  /// INT32 to 8 bits.
  NARROW_TO_BYTE,
  /// INT32 to 16 bits.
  NARROW_TO_SHORT,
  /// INT32 to 64 bits, with its sign.
  WIDEN_INT,
  /// INT32 without sign to 64 bits.
  WIDEN_UNSIGNED_INT,
  /// INT64 to 128 bits, with its sign.
  WIDEN_LONG,
  /// INT64 without sign to 128 bits.
  WIDEN_UNSIGNED_LONG,
  /// INT32 milliseconds to microseconds.
  MILLIS_OF_DAY,
  /// INT64 milliseconds to microseconds.
  MILLIS,
  /// INT64 nanoseconds to microseconds, cut towards the past.
  NANOS,
  /// Single-precision to double-precision numbers.
  WIDEN_FLOAT,
  /// Half-precision to single-precision numbers.
  HALF_FLOAT,
  /// 96 bits, nanoseconds of the day and the Julian day, to microseconds since 1970.
  INT96,
  /// A big-endian two's complement integer to 64 or 128 bits.
  BIG_ENDIAN;

  private static final String TOO_LARGE = "a decimal that does not fit its precision";
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

  /// Converts `count` values of `rawWidth` bytes from the start of `raw` to values of `width`
  /// bytes.
  void convert(
      MemorySegment raw, int rawWidth, int count, MemorySegment out, long offset, int width) {
    switch (this) {
      case NONE -> MemorySegment.copy(raw, 0, out, offset, (long) count * width);
      case WIDEN_INT -> {
        for (int i = 0; i < count; i++) {
          out.set(LONG, offset + 8L * i, raw.get(INT, 4L * i));
        }
      }
      case WIDEN_UNSIGNED_INT -> {
        for (int i = 0; i < count; i++) {
          out.set(LONG, offset + 8L * i, Integer.toUnsignedLong(raw.get(INT, 4L * i)));
        }
      }
      case MILLIS -> {
        for (int i = 0; i < count; i++) {
          out.set(LONG, offset + 8L * i, micros(raw.get(LONG, 8L * i)));
        }
      }
      case NANOS -> {
        for (int i = 0; i < count; i++) {
          out.set(LONG, offset + 8L * i, Math.floorDiv(raw.get(LONG, 8L * i), 1000L));
        }
      }
      case NARROW_TO_BYTE,
          NARROW_TO_SHORT,
          WIDEN_LONG,
          WIDEN_UNSIGNED_LONG,
          MILLIS_OF_DAY,
          WIDEN_FLOAT,
          HALF_FLOAT,
          INT96,
          BIG_ENDIAN -> {
        for (int i = 0; i < count; i++) {
          convertOne(raw, (long) i * rawWidth, rawWidth, out, offset + (long) i * width, width);
        }
      }
    }
  }

  private void convertOne(
      MemorySegment raw, long from, int rawWidth, MemorySegment out, long to, int width) {
    switch (this) {
      case NARROW_TO_BYTE ->
          out.set(BYTE, to, (byte) fitting(raw.get(INT, from), Byte.MIN_VALUE, Byte.MAX_VALUE));
      case NARROW_TO_SHORT ->
          out.set(SHORT, to, (short) fitting(raw.get(INT, from), Short.MIN_VALUE, Short.MAX_VALUE));
      case WIDEN_LONG -> put128(out, to, raw.get(LONG, from), raw.get(LONG, from) >> 63);
      case WIDEN_UNSIGNED_LONG -> put128(out, to, raw.get(LONG, from), 0);
      case MILLIS_OF_DAY -> out.set(LONG, to, raw.get(INT, from) * 1000L);
      case WIDEN_FLOAT -> out.set(DOUBLE, to, raw.get(FLOAT, from));
      case HALF_FLOAT -> out.set(FLOAT, to, Float.float16ToFloat(raw.get(SHORT, from)));
      case INT96 -> out.set(LONG, to, int96(raw.get(LONG, from), raw.get(INT, from + 8)));
      case BIG_ENDIAN -> bigEndian(raw, from, rawWidth, out, to, width);
      case NONE, WIDEN_INT, WIDEN_UNSIGNED_INT, MILLIS, NANOS ->
          throw new IllegalStateException(name() + " has a loop");
    }
  }

  /// Writes the big-endian integer of `length` bytes as 8 or 16 bytes, little-endian.
  static void bigEndian(
      MemorySegment raw, long from, int length, MemorySegment out, long to, int width) {
    long sign = length == 0 ? 0 : raw.get(BYTE, from) >> 7;
    long high = sign;
    long low = sign;
    for (int i = 0; i < length; i++) {
      int part = raw.get(BYTE, from + i) & 0xFF;
      if (length - i > width && part != (sign & 0xFF)) {
        throw new CorruptData(TOO_LARGE);
      }
      if (width == 16 && length - i <= 16) {
        high = high << 8 | low >>> 56;
      }
      low = low << 8 | part;
    }
    if (length > width && (width == 16 ? high : low) >> 63 != sign) {
      throw new CorruptData(TOO_LARGE);
    }
    out.set(LONG, to, low);
    if (width == 16) {
      out.set(LONG, to + 8, high);
    }
  }

  private static int fitting(int value, int least, int most) {
    if (value < least || value > most) {
      throw new CorruptData("the value " + value + " does not fit the column's type");
    }
    return value;
  }

  private static long micros(long millis) {
    if (Math.abs(millis) > Long.MAX_VALUE / 1000) {
      throw new CorruptData("a timestamp of " + millis + " milliseconds is out of range");
    }
    return millis * 1000;
  }

  private static long int96(long nanosOfDay, int julianDay) {
    long days = Integer.toUnsignedLong(julianDay) - JULIAN_DAY_OF_EPOCH;
    if (Math.abs(days) > Long.MAX_VALUE / MICROS_PER_DAY - 1) {
      throw new CorruptData("a timestamp of " + days + " days is out of range");
    }
    return days * MICROS_PER_DAY + Math.floorDiv(nanosOfDay, 1000L);
  }

  private static void put128(MemorySegment out, long to, long low, long high) {
    out.set(LONG, to, low);
    out.set(LONG, to + 8, high);
  }
}
