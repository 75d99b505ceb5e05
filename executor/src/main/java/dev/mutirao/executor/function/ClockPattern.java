package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.function.ClockFormat.Digits;
import dev.mutirao.executor.function.ClockFormat.Letters;
import dev.mutirao.executor.function.ClockFormat.Name;
import dev.mutirao.executor.function.ClockFormat.Ordinal;
import dev.mutirao.executor.function.ClockFormat.Piece;
import dev.mutirao.executor.function.ClockFormat.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A pattern of PostgreSQL's `to_char`, `to_date` and `to_timestamp` for dates and times, such as
/// `YYYY-MM-DD HH24:MI:SS`.
///
/// @param source as written
/// @param exact whether `FX` asks to read just what the pattern has
record ClockPattern(String source, ClockFormat format, boolean exact) {
  private static final int LONGEST_NAME = 9; // September, Wednesday
  private static final int LONGEST_ROMAN = 4; // VIII

  /// Longer words come before their beginnings.
  private static final List<String> WORDS =
      List.of(
          "SSSSS", "Y,YYY", "MONTH", "SSSS", "YYYY", "IYYY", "HH24", "HH12", "IDDD", "A.M.", "P.M.",
          "B.C.", "A.D.", "YYY", "IYY", "MON", "DDD", "DAY", "FF1", "FF2", "FF3", "FF4", "FF5",
          "FF6", "TZH", "TZM", "YY", "IY", "MM", "MI", "MS", "DD", "DY", "HH", "ID", "IW", "WW",
          "CC", "RM", "US", "SS", "AM", "PM", "BC", "AD", "TZ", "OF", "Y", "I", "D", "W", "J", "Q");

  static ClockPattern of(Bytes pattern) {
    return new Parser(pattern.text()).parse();
  }

  private static final class Parser {
    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private boolean exact;
    private int at;

    Parser(String source) {
      this.source = source;
    }

    ClockPattern parse() {
      while (at < source.length()) {
        char each = source.charAt(at);
        if (each == '"') {
          quoted();
        } else if (each == '\\' && at + 1 < source.length() && source.charAt(at + 1) == '"') {
          plain.append('"');
          at += 2;
        } else if (starts("FX")) {
          exact = true;
          at += 2;
        } else if (!field()) {
          plain.append(each);
          at++;
        }
      }
      endPlain();
      return new ClockPattern(source, new ClockFormat(pieces), exact);
    }

    private void quoted() {
      at++;
      while (at < source.length() && source.charAt(at) != '"') {
        if (source.charAt(at) == '\\' && at + 1 < source.length()) {
          at++;
        }
        plain.append(source.charAt(at++));
      }
      at++;
    }

    private boolean field() {
      int start = at;
      boolean padded = true;
      while (starts("FM") || starts("TM")) {
        padded = false;
        at += 2;
      }
      var word = WORDS.stream().filter(this::starts).findFirst().orElse(null);
      if (word == null) {
        at = start;
        return false;
      }
      endPlain();
      var written = source.substring(at, at + word.length());
      at += word.length();
      var ordinal = ordinal();
      pieces.add(piece(word, written, padded, ordinal));
      return true;
    }

    private Ordinal ordinal() {
      var ordinal =
          source.startsWith("TH", at)
              ? Ordinal.UPPER
              : source.startsWith("th", at) ? Ordinal.LOWER : Ordinal.NONE;
      at += ordinal == Ordinal.NONE ? 0 : 2;
      return ordinal;
    }

    private void endPlain() {
      if (!plain.isEmpty()) {
        pieces.add(new Plain(KeptBytes.of(plain.toString())));
        plain.setLength(0);
      }
    }

    private boolean starts(String word) {
      return source.regionMatches(true, at, word, 0, word.length());
    }

    private Piece piece(String word, String written, boolean padded, Ordinal ordinal) {
      var name = name(word);
      if (name != null) {
        int width =
            switch (name) {
              case MONTH, DAY -> LONGEST_NAME;
              case ROMAN_MONTH -> LONGEST_ROMAN;
              default -> 0;
            };
        return new Name(name, letters(name, written), padded ? width : 0);
      }
      return switch (word) {
        case "Y,YYY" -> new ClockFormat.YearWithComma();
        case "TZ", "TZH", "TZM", "OF" ->
            throw QueryErrors.notSupported("the time zone " + written + " in a pattern");
        default -> number(word, padded, ordinal);
      };
    }

    private static Digits number(String word, boolean padded, Ordinal ordinal) {
      var number =
          switch (word) {
            case "YYYY" -> ClockFormat.number(ClockNumber.YEAR, 4);
            case "YYY" -> lastDigits(ClockNumber.YEAR, 1000, 3);
            case "YY" -> lastDigits(ClockNumber.YEAR, 100, 2);
            case "Y" -> lastDigits(ClockNumber.YEAR, 10, 1);
            case "IYYY" -> ClockFormat.number(ClockNumber.ISO_YEAR, 4);
            case "IYY" -> lastDigits(ClockNumber.ISO_YEAR, 1000, 3);
            case "IY" -> lastDigits(ClockNumber.ISO_YEAR, 100, 2);
            case "I" -> lastDigits(ClockNumber.ISO_YEAR, 10, 1);
            case "CC" -> ClockFormat.number(ClockNumber.CENTURY, 2);
            case "Q" -> ClockFormat.number(ClockNumber.QUARTER, 1);
            case "MM" -> ClockFormat.number(ClockNumber.MONTH, 2);
            case "DD" -> ClockFormat.number(ClockNumber.DAY, 2);
            case "DDD" -> ClockFormat.number(ClockNumber.DAY_OF_YEAR, 3);
            case "IDDD" -> ClockFormat.number(ClockNumber.ISO_DAY_OF_YEAR, 3);
            case "D" -> ClockFormat.number(ClockNumber.DAY_OF_WEEK, 1);
            case "ID" -> ClockFormat.number(ClockNumber.ISO_DAY_OF_WEEK, 1);
            case "W" -> ClockFormat.number(ClockNumber.WEEK_OF_MONTH, 1);
            case "WW" -> ClockFormat.number(ClockNumber.WEEK_OF_YEAR, 2);
            case "IW" -> ClockFormat.number(ClockNumber.ISO_WEEK, 2);
            case "J" -> ClockFormat.number(ClockNumber.JULIAN, 1);
            case "HH24" -> ClockFormat.number(ClockNumber.HOUR, 2);
            case "HH", "HH12" -> ClockFormat.number(ClockNumber.HOUR_OF_HALF, 2);
            case "MI" -> ClockFormat.number(ClockNumber.MINUTE, 2);
            case "SS" -> ClockFormat.number(ClockNumber.SECOND, 2);
            case "SSSS", "SSSSS" -> ClockFormat.number(ClockNumber.SECOND_OF_DAY, 1);
            case "MS" -> fraction(3);
            case "US" -> fraction(6);
            default -> fraction(word.charAt(2) - '0'); // FF1 to FF6
          };
      boolean isFraction = number.what() == ClockNumber.MICROS;
      return new Digits(
          number.what(),
          number.divisor(),
          number.modulus(),
          number.width(),
          padded || isFraction,
          ordinal);
    }

    private static Digits lastDigits(ClockNumber what, int modulus, int width) {
      return new Digits(what, 1, modulus, width, true, Ordinal.NONE);
    }

    private static Digits fraction(int digits) {
      int divisor = 1;
      for (int i = digits; i < 6; i++) {
        divisor *= 10;
      }
      return new Digits(ClockNumber.MICROS, divisor, 0, digits, true, Ordinal.NONE);
    }

    private static @Nullable ClockName name(String word) {
      return switch (word) {
        case "MONTH" -> ClockName.MONTH;
        case "MON" -> ClockName.MON;
        case "DAY" -> ClockName.DAY;
        case "DY" -> ClockName.DY;
        case "RM" -> ClockName.ROMAN_MONTH;
        case "AM", "PM" -> ClockName.HALF;
        case "A.M.", "P.M." -> ClockName.DOTTED_HALF;
        case "BC", "AD" -> ClockName.ERA;
        case "B.C.", "A.D." -> ClockName.DOTTED_ERA;
        default -> null;
      };
    }

    /// `MONTH`, `Month` and `month` have letters like their own.
    private static Letters letters(ClockName name, String written) {
      if (written.equals(written.toLowerCase(Locale.ROOT))) {
        return Letters.LOWER;
      }
      boolean isName =
          switch (name) {
            case MONTH, MON, DAY, DY -> true;
            case ROMAN_MONTH, HALF, DOTTED_HALF, ERA, DOTTED_ERA -> false;
          };
      return isName && Character.isLowerCase(written.charAt(1)) ? Letters.AS_NAMED : Letters.UPPER;
    }
  }
}
