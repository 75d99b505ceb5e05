package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;

/// Numbers as texts in a pattern; {@link DecimalFormats} has that of decimals.
final class NumberFormats {
  private NumberFormats() {}

  @ScalarFunction("to_char")
  static Bytes toChar(TextBuffer buffer, long number, @Prepared NumberPattern pattern) {
    return buffer.of(NumberPrinter.print(pattern, number));
  }

  @ScalarFunction("to_char")
  static Bytes toChar(TextBuffer buffer, double number, @Prepared NumberPattern pattern) {
    return buffer.of(NumberPrinter.print(pattern, number));
  }
}
