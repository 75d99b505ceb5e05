package dev.mutirao.executor.aggregate;

/// An unevaluated sum of two doubles, of which the first is the whole rounded to 53 bits: about 106
/// bits of precision. The operations follow Dekker and Knuth; their relative errors stay below
/// 2^-100.
record TwoDoubles(double high, double low) {
  /// The exact sum of any two doubles.
  static TwoDoubles sum(double a, double b) {
    double sum = a + b;
    double virtual = sum - a;
    return new TwoDoubles(sum, a - (sum - virtual) + (b - virtual));
  }

  /// The exact product of two doubles, unless it overflows or is tiny.
  static TwoDoubles product(double a, double b) {
    double product = a * b;
    return new TwoDoubles(product, Math.fma(a, b, -product));
  }

  TwoDoubles plus(TwoDoubles other) {
    var highs = sum(high, other.high);
    var lows = sum(low, other.low);
    var middle = sum(highs.high, highs.low + lows.high);
    return sum(middle.high, middle.low + lows.low);
  }

  TwoDoubles minus(TwoDoubles other) {
    return plus(new TwoDoubles(-other.high, -other.low));
  }

  TwoDoubles times(TwoDoubles other) {
    var product = product(high, other.high);
    return sum(product.high, product.low + (high * other.low + low * other.high));
  }

  TwoDoubles times(double factor) {
    var product = product(high, factor);
    return sum(product.high, product.low + low * factor);
  }

  TwoDoubles dividedBy(double divisor) {
    double quotient = high / divisor;
    double rest = Math.fma(-quotient, divisor, high) + low;
    return sum(quotient, rest / divisor);
  }

  /// The square root of a positive number, rounded to a double.
  double root() {
    double root = Math.sqrt(high);
    double rest = Math.fma(-root, root, high) + low;
    return root + rest / (2 * root);
  }

  boolean isFinite() {
    return Double.isFinite(high) && Double.isFinite(low);
  }
}
