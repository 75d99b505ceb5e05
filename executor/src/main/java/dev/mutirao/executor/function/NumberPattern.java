package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pattern of PostgreSQL's `to_char` for numbers, such as `FM999,990.00`. Immutable.
///
/// @param source as written
/// @param parts in order
/// @param whole digits before the point
/// @param decimals digits after it
/// @param firstZero the place among the whole digits from which zeros are written; -1 for none
/// @param lastZero the last place after the point, from 1, whose zero is written with FM
/// @param shift by how many digits V moves the point to the right
/// @param fill whether FM leaves out blanks and zeros at the ends
/// @param sign where the sign is written
/// @param exponent whether EEEE asks for an exponent
/// @param roman whether RN asks for Roman numerals
record NumberPattern(
    String source,
    List<Part> parts,
    int whole,
    int decimals,
    int firstZero,
    int lastZero,
    int shift,
    boolean fill,
    Sign sign,
    boolean exponent,
    Roman roman) {
  NumberPattern {
    parts = List.copyOf(parts);
  }

  sealed interface Part {}

  /// `9` or `0`.
  record Digit(boolean zero) implements Part {}

  record Plain(String text) implements Part {}

  /// What has no content of its own.
  enum Mark implements Part {
    POINT,
    GROUP,
    MINUS,
    PLUS,
    SIGN,
    UPPER_ORDINAL,
    LOWER_ORDINAL
  }

  enum Sign {
    /// Before the first digit, a blank for none.
    DEFAULT,
    /// Before the first digit, `+` too.
    BEFORE,
    /// Behind the last digit, `+` too.
    BEHIND,
    /// Angle brackets around negative numbers.
    BRACKETS,
    /// Only where MI or SG stand.
    MARKED
  }

  enum Roman {
    NONE,
    UPPER,
    LOWER
  }

  static NumberPattern of(Bytes pattern) {
    return new Parser(pattern.text()).parse();
  }

  private static final class Parser {
    private static final List<String> WORDS =
        List.of("EEEE", "FM", "MI", "PL", "SG", "PR", "RN", "TH", "S", "V", "D", "G", "L");

    private final String source;
    private final List<Part> parts = new ArrayList<>();
    private int at;
    private int whole;
    private int decimals;
    private int firstZero = -1;
    private int lastZero;
    private int shift;
    private boolean shifts;
    private boolean afterPoint;
    private boolean fill;
    private boolean minus;
    private boolean plus;
    private boolean brackets;
    private Sign sign = Sign.DEFAULT;
    private boolean exponent;
    private Roman roman = Roman.NONE;

    Parser(String source) {
      this.source = source;
    }

    NumberPattern parse() {
      while (at < source.length()) {
        char each = source.charAt(at);
        if (each == '9' || each == '0') {
          at++;
          digit(each == '0');
        } else if (each == '.') {
          at++;
          point();
        } else if (each == ',') {
          at++;
          parts.add(Mark.GROUP);
        } else if (each == '"') {
          quoted();
        } else {
          var word = word();
          if (word == null) {
            parts.add(new Plain(Character.toString(each)));
            at++;
          } else {
            at += word.length();
            mark(word, Character.isLowerCase(source.charAt(at - 1)));
          }
        }
      }
      if (shifts && afterPoint) {
        throw wrong("V or a point, not both");
      }
      if (exponent && (shifts || brackets || sign != Sign.DEFAULT || minus || plus)) {
        throw wrong("EEEE with digits and a point only");
      }
      if (brackets && (sign != Sign.DEFAULT || minus || plus)) {
        throw wrong("PR or another sign, not both");
      }
      return new NumberPattern(
          source, parts, whole, decimals, firstZero, lastZero, shift, fill, sign(), exponent,
          roman);
    }

    private Sign sign() {
      return brackets ? Sign.BRACKETS : minus ? Sign.MARKED : sign;
    }

    private @Nullable String word() {
      return WORDS.stream()
          .filter(word -> source.regionMatches(true, at, word, 0, word.length()))
          .findFirst()
          .orElse(null);
    }

    private void digit(boolean zero) {
      if (shifts) {
        shift++;
      }
      if (afterPoint) {
        decimals++;
        lastZero = zero ? decimals : lastZero;
      } else {
        firstZero = zero && firstZero < 0 ? whole : firstZero;
        whole++;
      }
      parts.add(new Digit(zero));
    }

    private void point() {
      if (afterPoint) {
        throw wrong("one point");
      }
      afterPoint = true;
      parts.add(Mark.POINT);
    }

    private void quoted() {
      int end = source.indexOf('"', at + 1);
      int last = end < 0 ? source.length() : end;
      parts.add(new Plain(source.substring(at + 1, last)));
      at = last + 1;
    }

    private void mark(String word, boolean lower) {
      switch (word) {
        case "FM" -> fill = true;
        case "D" -> point();
        case "G" -> parts.add(Mark.GROUP);
        case "L" -> parts.add(new Plain(" ")); // no currency
        case "V" -> shifts = true;
        case "EEEE" -> exponent = true;
        case "RN" -> roman = lower ? Roman.LOWER : Roman.UPPER;
        case "PR" -> brackets = true;
        case "TH" -> parts.add(lower ? Mark.LOWER_ORDINAL : Mark.UPPER_ORDINAL);
        case "S" -> {
          if (sign != Sign.DEFAULT) {
            throw wrong("one S");
          }
          sign = whole == 0 && !afterPoint ? Sign.BEFORE : Sign.BEHIND;
        }
        case "MI" -> {
          minus = true;
          parts.add(Mark.MINUS);
        }
        case "PL" -> {
          plus = true;
          parts.add(Mark.PLUS);
        }
        default -> {
          minus = true;
          plus = true;
          parts.add(Mark.SIGN);
        }
      }
      if (sign != Sign.DEFAULT && (minus || plus)) {
        throw wrong("S, or MI, PL and SG, not both");
      }
    }

    private RuntimeException wrong(String expected) {
      return QueryErrors.invalidArgument(
          "to_char", expected + " in a pattern of numbers", "'" + source + "'");
    }
  }
}
