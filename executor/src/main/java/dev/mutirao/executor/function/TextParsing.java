package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Int128;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads numbers, truth values and bytes from text, blanks around them ignored. What cannot be read
/// is null.
final class TextParsing {
  private TextParsing() {}

  static @Nullable Long integer(Bytes text, long min, long max) {
    int i = 0;
    int end = text.length();
    while (i < end && isBlank(text.get(i))) {
      i++;
    }
    while (end > i && isBlank(text.get(end - 1))) {
      end--;
    }
    boolean negative = i < end && text.get(i) == '-';
    if (i < end && (negative || text.get(i) == '+')) {
      i++;
    }
    if (i == end) {
      return null;
    }
    long value = 0; // kept negative: that range is the larger one
    for (; i < end; i++) {
      int digit = text.get(i) - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        return null;
      }
      long next = value * 10 - digit;
      if (next > value) {
        return null;
      }
      value = next;
    }
    if (!negative) {
      if (value == Long.MIN_VALUE) {
        return null;
      }
      value = -value;
    }
    return value >= min && value <= max ? value : null;
  }

  /// Digits that lie beyond the type are none of its values, rather than an infinity.
  static @Nullable Double real(Bytes text) {
    var trimmed = text.text().strip();
    var special = special(trimmed);
    if (special != null) {
      return special;
    }
    if (!isNumber(trimmed)) {
      return null;
    }
    double value = Double.parseDouble(trimmed);
    return Double.isInfinite(value) ? null : (Double) value;
  }

  static @Nullable Float real32(Bytes text) {
    var trimmed = text.text().strip();
    var special = special(trimmed);
    if (special != null) {
      return special.floatValue();
    }
    if (!isNumber(trimmed)) {
      return null;
    }
    float value = Float.parseFloat(trimmed);
    return Float.isInfinite(value) ? null : (Float) value;
  }

  /// Rounded to `scale`; null beyond `precision` digits too.
  static @Nullable BigDecimal decimal(Bytes text, int precision, int scale) {
    var trimmed = text.text().strip();
    if (!isNumber(trimmed)) {
      return null;
    }
    var exact = new BigDecimal(trimmed);
    if (exact.signum() != 0 && (long) exact.precision() - exact.scale() > precision - scale + 1L) {
      return null; // before an exponent like 1e999999999 costs memory
    }
    if (exact.scale() - (long) exact.precision() > 100) {
      return BigDecimal.ZERO.setScale(scale);
    }
    var rounded = exact.setScale(scale, RoundingMode.HALF_UP);
    return rounded.precision() <= precision || rounded.signum() == 0 ? rounded : null;
  }

  static @Nullable Long shortDecimal(Bytes text, int precision, int scale) {
    var value = decimal(text, precision, scale);
    return value == null ? null : (Long) value.unscaledValue().longValueExact();
  }

  static @Nullable Int128 longDecimal(Bytes text, int precision, int scale) {
    var value = decimal(text, precision, scale);
    return value == null ? null : Int128.of(value.unscaledValue());
  }

  /// `true`, `yes`, `on`, `1` and their opposites, in any case, also cut short where that is plain.
  static @Nullable Boolean truth(Bytes text) {
    var word = text.text().strip().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "t", "tr", "tru", "true", "y", "ye", "yes", "on", "1" -> true;
      case "f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0" -> false;
      default -> null;
    };
  }

  /// `\x` and hexadecimal digits, or else the text's own bytes.
  static byte @Nullable [] binary(Bytes text) {
    if (text.length() < 2 || text.get(0) != '\\' || text.get(1) != 'x') {
      return text.toArray();
    }
    try {
      return HexFormat.of().parseHex(text.slice(2, text.length()).text());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Double special(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "infinity", "inf", "+infinity", "+inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  /// Whether `text` is `[+-]digits[.digits][e[+-]digits]` with a digit before the exponent: Java
  /// reads more than that.
  private static boolean isNumber(String text) {
    int i = sign(text, 0);
    int start = i;
    i = digits(text, i);
    int count = i - start;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = digits(text, i + 1);
      count += fraction - i - 1;
      i = fraction;
    }
    if (count == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int exponent = sign(text, i + 1);
      i = digits(text, exponent);
      if (i == exponent || i - exponent > 9) {
        return false;
      }
    }
    return i == text.length();
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int digits(String text, int at) {
    int i = at;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || value >= '\t' && value <= '\r';
  }
}
