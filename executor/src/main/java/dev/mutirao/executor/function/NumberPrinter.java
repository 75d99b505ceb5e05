package dev.mutirao.executor.function;

import dev.mutirao.executor.function.NumberPattern.Digit;
import dev.mutirao.executor.function.NumberPattern.Mark;
import dev.mutirao.executor.function.NumberPattern.Plain;
import dev.mutirao.executor.function.NumberPattern.Roman;
import dev.mutirao.executor.function.NumberPattern.Sign;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Prints one number in a {@link NumberPattern}, as PostgreSQL's `to_char` does.
final class NumberPrinter {
  private static final int DOUBLE_DIGITS = 15;
  private static final int ROMAN_WIDTH = 15;
  private static final int LARGEST_ROMAN = 3999;

  private final NumberPattern pattern;
  private final StringBuilder text = new StringBuilder();
  private final boolean negative;

  /// Digits before the point; `#`s when there are too many.
  private final String whole;

  private final String decimals;

  /// The digits after the point that FM leaves.
  private final int keptDecimals;

  private int place; // among the whole digits
  private int decimalPlace;
  private boolean signWritten;
  private boolean inNumber;

  private NumberPrinter(NumberPattern pattern, BigDecimal rounded, boolean negative) {
    this.pattern = pattern;
    this.negative = negative;
    var plain = rounded.abs().toPlainString();
    int point = plain.indexOf('.');
    var digits = point < 0 ? plain : plain.substring(0, point);
    boolean fits = digits.length() <= pattern.whole();
    whole = fits ? digits : "#".repeat(pattern.whole());
    decimals =
        fits ? (point < 0 ? "" : plain.substring(point + 1)) : "#".repeat(pattern.decimals());
    keptDecimals = pattern.fill() ? kept() : decimals.length();
    signWritten =
        pattern.sign() == Sign.MARKED
            || !negative
                && pattern.fill()
                && (pattern.sign() == Sign.DEFAULT || pattern.sign() == Sign.BRACKETS);
  }

  private int kept() {
    int kept = decimals.length();
    while (kept > 0 && decimals.charAt(kept - 1) == '0') {
      kept--;
    }
    return Math.max(kept, Math.min(pattern.lastZero(), decimals.length()));
  }

  static String print(NumberPattern pattern, BigDecimal value) {
    if (pattern.exponent()) {
      return exponent(pattern, value, RoundingMode.HALF_UP);
    }
    if (pattern.roman() != Roman.NONE) {
      return roman(pattern, value.setScale(0, RoundingMode.HALF_UP));
    }
    var rounded =
        value.movePointRight(pattern.shift()).setScale(pattern.decimals(), RoundingMode.HALF_UP);
    return new NumberPrinter(pattern, rounded, value.signum() < 0).run();
  }

  /// An integer with an exponent is rounded like a DOUBLE.
  static String print(NumberPattern pattern, long value) {
    var exact = BigDecimal.valueOf(value);
    return pattern.exponent()
        ? exponent(pattern, exact, RoundingMode.HALF_EVEN)
        : print(pattern, exact);
  }

  /// A DOUBLE has 15 digits.
  static String print(NumberPattern pattern, double value) {
    if (!Double.isFinite(value)) {
      return notANumber(pattern, value);
    }
    if (pattern.exponent()) {
      return exponent(pattern, new BigDecimal(value), RoundingMode.HALF_EVEN);
    }
    if (pattern.roman() != Roman.NONE) {
      return print(pattern, new BigDecimal(value));
    }
    var shifted = new BigDecimal(value).movePointRight(pattern.shift());
    int whole = shifted.abs().setScale(0, RoundingMode.HALF_EVEN).precision();
    int decimals = Math.max(0, Math.min(pattern.decimals(), DOUBLE_DIGITS - whole));
    return new NumberPrinter(pattern, shifted.setScale(decimals, RoundingMode.HALF_EVEN), value < 0)
        .run();
  }

  private static String notANumber(NumberPattern pattern, double value) {
    var name = Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    int width = pattern.whole() + (pattern.decimals() > 0 ? 1 + pattern.decimals() : 0) + 1;
    return pattern.fill() ? name : " ".repeat(Math.max(0, width - name.length())) + name;
  }

  private String run() {
    for (var part : pattern.parts()) {
      switch (part) {
        case Plain(String plain) -> text.append(plain);
        case Digit(boolean zero) -> digit(zero);
        case Mark mark -> mark(mark);
      }
    }
    return text.toString();
  }

  private void mark(Mark mark) {
    switch (mark) {
      case POINT -> point();
      case GROUP -> {
        if (inNumber) {
          text.append(',');
        } else {
          blank();
        }
      }
      case MINUS -> signOr(negative, '-');
      case PLUS -> signOr(!negative, '+');
      case SIGN -> text.append(negative ? '-' : '+');
      case UPPER_ORDINAL, LOWER_ORDINAL -> ordinal(mark == Mark.UPPER_ORDINAL);
    }
  }

  private void signOr(boolean written, char sign) {
    if (written) {
      text.append(sign);
    } else {
      blank();
    }
  }

  private void blank() {
    if (!pattern.fill()) {
      text.append(' ');
    }
  }

  private int leading() {
    return pattern.whole() - whole.length();
  }

  private void digit(boolean zero) {
    boolean wholePart = place < pattern.whole();
    boolean zeroHere = pattern.firstZero() >= 0 && pattern.firstZero() <= place;
    boolean blankZero = wholePart && place >= leading() && isBlankZero();
    if (!signWritten && (place >= leading() || zeroHere) && !blankZero) {
      openSign();
    }
    if (!wholePart) {
      decimal(zero);
    } else if (place < leading()) {
      if (zeroHere) {
        text.append('0');
        inNumber = true;
      } else {
        blank();
      }
    } else {
      wholeDigit();
    }
    place += wholePart ? 1 : 0;
    if (place == pattern.whole() && decimalPlace == pattern.decimals()) {
      closeSign();
    }
  }

  /// Whether the only digit before the point is a zero that the pattern does not ask for; FM writes
  /// it where nothing follows.
  private boolean isBlankZero() {
    return whole.equals("0")
        && pattern.firstZero() < 0
        && pattern.decimals() > 0
        && !(pattern.fill() && keptDecimals == 0);
  }

  private void wholeDigit() {
    if (isBlankZero()) {
      blank();
    } else {
      text.append(whole.charAt(place - leading()));
    }
    inNumber = true;
  }

  private void decimal(boolean zero) {
    if (decimalPlace < decimals.length() && (decimalPlace < keptDecimals || zero)) {
      text.append(decimals.charAt(decimalPlace));
      inNumber = true;
    }
    decimalPlace++;
  }

  private void point() {
    if (!signWritten) {
      openSign(); // a pattern such as .99
    }
    text.append('.');
    if (pattern.decimals() == 0) {
      closeSign();
    }
  }

  private void openSign() {
    signWritten = true;
    switch (pattern.sign()) {
      case BRACKETS -> signOr(negative, '<');
      case BEFORE -> text.append(negative ? '-' : '+');
      case DEFAULT -> signOr(negative, '-');
      case BEHIND, MARKED -> {
        // written elsewhere
      }
    }
  }

  private void closeSign() {
    switch (pattern.sign()) {
      case BRACKETS -> signOr(negative, '>');
      case BEHIND -> text.append(negative ? '-' : '+');
      case DEFAULT, BEFORE, MARKED -> {
        // written before
      }
    }
  }

  private void ordinal(boolean upper) {
    if (negative || pattern.decimals() > 0 || whole.startsWith("#")) {
      return;
    }
    int length = whole.length();
    boolean teens = length > 1 && whole.charAt(length - 2) == '1';
    var suffix =
        teens
            ? "th"
            : switch (whole.charAt(length - 1)) {
              case '1' -> "st";
              case '2' -> "nd";
              case '3' -> "rd";
              default -> "th";
            };
    text.append(upper ? suffix.toUpperCase(Locale.ROOT) : suffix);
  }

  private static String exponent(NumberPattern pattern, BigDecimal value, RoundingMode mode) {
    int power = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    var mantissa = value.movePointLeft(power).setScale(pattern.decimals(), mode);
    if (mantissa.abs().compareTo(BigDecimal.TEN) >= 0) {
      power++;
      mantissa = value.movePointLeft(power).setScale(pattern.decimals(), mode);
    }
    var size = Math.abs(power);
    return (value.signum() < 0 ? "" : " ")
        + mantissa.toPlainString()
        + (power < 0 ? "e-" : "e+")
        + (size < 10 ? "0" : "")
        + size;
  }

  private static String roman(NumberPattern pattern, BigDecimal value) {
    boolean exists = value.signum() > 0 && value.compareTo(BigDecimal.valueOf(LARGEST_ROMAN)) <= 0;
    if (!exists) {
      return "#".repeat(ROMAN_WIDTH);
    }
    int[] values = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    String[] signs = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
    var roman = new StringBuilder();
    int rest = value.intValueExact();
    for (int i = 0; i < values.length; i++) {
      while (rest >= values[i]) {
        roman.append(signs[i]);
        rest -= values[i];
      }
    }
    var padded =
        pattern.fill() ? roman.toString() : " ".repeat(ROMAN_WIDTH - roman.length()) + roman;
    return pattern.roman() == Roman.LOWER ? padded.toLowerCase(Locale.ROOT) : padded;
  }
}
