package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;

/// Checks of what distributions are told. NaN is never right.
final class Parameters {
  private Parameters() {}

  /// Which number of an id: it has 2^32.
  static int draw(String function, long draw) {
    if (draw >>> Integer.SIZE != 0) {
      throw QueryErrors.invalidArgument(
          function, "a draw from 0 to 4294967295", String.valueOf(draw));
    }
    return (int) draw;
  }

  static void positive(String function, String what, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw QueryErrors.invalidArgument(function, "a " + what + " above 0", text(value));
    }
  }

  static void atLeastZero(String function, String what, double value) {
    within(function, what, value, 0, Double.MAX_VALUE);
  }

  static void within(String function, String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw QueryErrors.invalidArgument(
          function,
          high == Double.MAX_VALUE
              ? "a " + what + " of at least " + text(low)
              : "a " + what + " from " + text(low) + " to " + text(high),
          text(value));
    }
  }

  static void ordered(String function, double low, double middle, double high) {
    if (!(low <= middle && middle <= high && high - low < Double.POSITIVE_INFINITY)) {
      throw QueryErrors.invalidArgument(
          function,
          "finite parameters in rising order",
          text(low) + ", " + text(middle) + ", " + text(high));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
