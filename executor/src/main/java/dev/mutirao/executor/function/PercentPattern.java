package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.function.ClockFormat.Digits;
import dev.mutirao.executor.function.ClockFormat.Letters;
import dev.mutirao.executor.function.ClockFormat.Name;
import dev.mutirao.executor.function.ClockFormat.Ordinal;
import dev.mutirao.executor.function.ClockFormat.Piece;
import dev.mutirao.executor.function.ClockFormat.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A pattern of C's `strftime` and `strptime`, such as `%Y-%m-%d %H:%M:%S`, as DuckDB takes them.
///
/// @param source as written
record PercentPattern(String source, ClockFormat format) {
  static PercentPattern of(Bytes pattern) {
    var source = pattern.text();
    var pieces = new ArrayList<Piece>();
    add(pieces, source, source);
    return new PercentPattern(source, new ClockFormat(pieces));
  }

  private static void add(List<Piece> pieces, String pattern, String source) {
    int start = 0;
    int at = pattern.indexOf('%');
    while (at >= 0) {
      plain(pieces, pattern.substring(start, at));
      boolean unpadded = pattern.startsWith("-", at + 1);
      int letter = unpadded ? at + 2 : at + 1;
      if (letter >= pattern.length()) {
        throw wrong(source);
      }
      switch (pattern.charAt(letter)) {
        case '%' -> plain(pieces, "%");
        case 'c' -> add(pieces, "%Y-%m-%d %H:%M:%S", source);
        case 'x' -> add(pieces, "%Y-%m-%d", source);
        case 'X' -> add(pieces, "%H:%M:%S", source);
        case 'n' -> {
          pieces.add(ClockFormat.number(ClockNumber.MICROS, 6));
          plain(pieces, "000");
        }
        default -> pieces.add(piece(pattern.charAt(letter), !unpadded, source));
      }
      start = letter + 1;
      at = pattern.indexOf('%', start);
    }
    plain(pieces, pattern.substring(start));
  }

  private static Piece piece(char letter, boolean padded, String source) {
    return switch (letter) {
      case 'a' -> new Name(ClockName.DY, Letters.AS_NAMED, 0);
      case 'A' -> new Name(ClockName.DAY, Letters.AS_NAMED, 0);
      case 'b', 'h' -> new Name(ClockName.MON, Letters.AS_NAMED, 0);
      case 'B' -> new Name(ClockName.MONTH, Letters.AS_NAMED, 0);
      case 'p' -> new Name(ClockName.HALF, Letters.AS_NAMED, 0);
      case 'Y' -> number(ClockNumber.SIGNED_YEAR, 1, 0, 4, padded);
      case 'y' -> number(ClockNumber.SIGNED_YEAR, 1, 100, 2, padded);
      case 'G' -> number(ClockNumber.ISO_YEAR, 1, 0, 4, padded);
      case 'm' -> number(ClockNumber.MONTH, 1, 0, 2, padded);
      case 'd' -> number(ClockNumber.DAY, 1, 0, 2, padded);
      case 'j' -> number(ClockNumber.DAY_OF_YEAR, 1, 0, 3, padded);
      case 'u' -> number(ClockNumber.ISO_DAY_OF_WEEK, 1, 0, 1, padded);
      case 'w' -> number(ClockNumber.DAY_OF_WEEK_FROM_ZERO, 1, 0, 1, padded);
      case 'U' -> number(ClockNumber.SUNDAY_WEEK, 1, 0, 2, padded);
      case 'W' -> number(ClockNumber.MONDAY_WEEK, 1, 0, 2, padded);
      case 'V' -> number(ClockNumber.ISO_WEEK, 1, 0, 2, padded);
      case 'H' -> number(ClockNumber.HOUR, 1, 0, 2, padded);
      case 'I' -> number(ClockNumber.HOUR_OF_HALF, 1, 0, 2, padded);
      case 'M' -> number(ClockNumber.MINUTE, 1, 0, 2, padded);
      case 'S' -> number(ClockNumber.SECOND, 1, 0, 2, padded);
      case 'f' -> number(ClockNumber.MICROS, 1, 0, 6, true);
      case 'g' -> number(ClockNumber.MICROS, 1000, 0, 3, true);
      default -> throw wrong(source);
    };
  }

  private static Digits number(
      ClockNumber what, int divisor, int modulus, int width, boolean padded) {
    return new Digits(what, divisor, modulus, width, padded, Ordinal.NONE);
  }

  private static void plain(List<Piece> pieces, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Plain(KeptBytes.of(text.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static RuntimeException wrong(String source) {
    return QueryErrors.invalidArgument(
        "strftime and strptime",
        "one of a A b B c d f g G H I j m M n p S u U V w W x X y Y % after each %",
        "'" + source + "'");
  }
}
