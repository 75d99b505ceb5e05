package dev.mutirao.executor.function;

import java.util.List;
import java.util.Locale;

/// How a date and time is written: its pieces in order. Immutable.
record ClockFormat(List<Piece> pieces) {
  ClockFormat {
    pieces = List.copyOf(pieces);
  }

  sealed interface Piece {}

  /// Text that stands for itself.
  record Plain(Bytes bytes) implements Piece {}

  /// A number, or some of its digits: `value / divisor % modulus`.
  ///
  /// @param modulus 0 for the whole value
  /// @param width fewest digits, zeros before; also how many are read when a digit follows
  /// @param padded whether zeros are written
  record Digits(
      ClockNumber what, int divisor, int modulus, int width, boolean padded, Ordinal ordinal)
      implements Piece {
    long of(int day, long time) {
      long value = what.of(day, time) / divisor;
      return modulus == 0 ? value : Math.floorMod(value, (long) modulus);
    }
  }

  /// A name.
  ///
  /// @param width fewest characters, blanks behind
  record Name(ClockName what, Letters letters, int width) implements Piece {}

  /// The year with a comma before its last three digits.
  record YearWithComma() implements Piece {}

  enum Letters {
    UPPER,
    LOWER,
    AS_NAMED
  }

  /// What follows a number: `st`, `nd`, `rd`, `th`.
  enum Ordinal {
    NONE,
    UPPER,
    LOWER
  }

  static Digits number(ClockNumber what, int width) {
    return new Digits(what, 1, 0, width, true, Ordinal.NONE);
  }

  Bytes print(TextBuffer buffer, int day, long time) {
    buffer.begin(32);
    for (var piece : pieces) {
      switch (piece) {
        case Plain(Bytes bytes) -> buffer.append(bytes);
        case Digits number -> {
          long value = number.of(day, time);
          digits(buffer, value, number.padded() ? number.width() : 1);
          ordinal(buffer, value, number.ordinal());
        }
        case Name name -> name(buffer, name, name.what().of(day, time));
        case YearWithComma ignored -> {
          long year = ClockNumber.YEAR.of(day, time);
          digits(buffer, year / 1000, 1);
          digits(buffer.append((byte) ','), year % 1000, 3);
        }
      }
    }
    return buffer.end();
  }

  private static void digits(TextBuffer buffer, long value, int width) {
    if (value < 0) {
      buffer.append((byte) '-');
    }
    long size = Math.abs(value);
    long unit = 1;
    int count = 1;
    while (size / unit >= 10 || count < width) {
      unit *= 10;
      count++;
    }
    for (; unit > 0; unit /= 10) {
      buffer.append((byte) ('0' + size / unit % 10));
    }
  }

  private static void ordinal(TextBuffer buffer, long value, Ordinal ordinal) {
    if (ordinal == Ordinal.NONE) {
      return;
    }
    boolean teens = value / 10 % 10 == 1;
    var suffix =
        teens
            ? "th"
            : switch ((int) (value % 10)) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    var text = ordinal == Ordinal.UPPER ? suffix.toUpperCase(Locale.ROOT) : suffix;
    buffer.append((byte) text.charAt(0)).append((byte) text.charAt(1));
  }

  private static void name(TextBuffer buffer, Name name, Bytes text) {
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      buffer.append(
          switch (name.letters()) {
            case UPPER -> each >= 'a' && each <= 'z' ? (byte) (each - 32) : each;
            case LOWER -> each >= 'A' && each <= 'Z' ? (byte) (each + 32) : each;
            case AS_NAMED -> each;
          });
    }
    for (int i = text.length(); i < name.width(); i++) {
      buffer.append((byte) ' ');
    }
  }
}
