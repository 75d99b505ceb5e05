package dev.mutirao.executor.function;

/// The fewest decimal digits that read back as a floating-point number: `0.digits * 10^exponent`.
///
/// @param digits without leading and trailing zeros, but for zero itself
record ShortestDigits(boolean negative, String digits, int exponent) {
  static ShortestDigits of(double value) {
    var shortest = parse(Double.toString(value));
    var shorter = shortest.oneDigit();
    // Java prefers two digits where one is enough, near the smallest numbers
    return !shorter.equals(shortest) && Double.parseDouble(shorter.format(0)) == value
        ? shorter
        : shortest;
  }

  static ShortestDigits of(float value) {
    var shortest = parse(Float.toString(value));
    var shorter = shortest.oneDigit();
    return !shorter.equals(shortest) && Float.parseFloat(shorter.format(0)) == value
        ? shorter
        : shortest;
  }

  /// As PostgreSQL prints: plain from 1e-4 to before 10^`limit`, else with an exponent of two
  /// digits or more.
  String format(int limit) {
    var text = new StringBuilder(24);
    if (negative) {
      text.append('-');
    }
    int power = exponent - 1;
    if (digits.equals("0")) {
      return text.append('0').toString();
    }
    if (power < -4 || power >= limit) {
      text.append(digits.charAt(0));
      if (digits.length() > 1) {
        text.append('.').append(digits, 1, digits.length());
      }
      text.append(power < 0 ? "e-" : "e+");
      return text.append(Math.abs(power) < 10 ? "0" : "").append(Math.abs(power)).toString();
    }
    if (exponent <= 0) {
      return text.append("0.").repeat('0', -exponent).append(digits).toString();
    }
    if (exponent >= digits.length()) {
      return text.append(digits).repeat('0', exponent - digits.length()).toString();
    }
    return text.append(digits, 0, exponent)
        .append('.')
        .append(digits, exponent, digits.length())
        .toString();
  }

  private ShortestDigits oneDigit() {
    if (digits.length() != 2) {
      return this;
    }
    int rounded = digits.charAt(0) - '0' + (digits.charAt(1) >= '5' ? 1 : 0);
    return rounded == 10
        ? new ShortestDigits(negative, "1", exponent + 1)
        : new ShortestDigits(negative, Integer.toString(rounded), exponent);
  }

  /// Reads Java's spelling, such as `-1.5E-7` or `100.0`.
  private static ShortestDigits parse(String text) {
    boolean negative = text.startsWith("-");
    int start = negative ? 1 : 0;
    int e = text.indexOf('E');
    var mantissa = e < 0 ? text.substring(start) : text.substring(start, e);
    int point = mantissa.indexOf('.');
    int exponent = point + (e < 0 ? 0 : Integer.parseInt(text.substring(e + 1)));
    var digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    int last = digits.length();
    while (last > first + 1 && digits.charAt(last - 1) == '0') {
      last--;
    }
    return new ShortestDigits(negative, digits.substring(first, last), exponent - first);
  }
}
