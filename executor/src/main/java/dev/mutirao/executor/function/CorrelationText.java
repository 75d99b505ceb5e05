package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.random.Correlation;
import java.util.Arrays;

/// The matrix that a text says: rows between `;`, numbers between blanks or commas.
final class CorrelationText {
  static final String FUNCTION = "rand_correlated_normal";
  private static final int LARGEST = 256;

  private final Correlation correlation;

  private CorrelationText(Correlation correlation) {
    this.correlation = correlation;
  }

  static CorrelationText of(Bytes text) {
    try {
      var rows =
          Arrays.stream(text.text().split(";", -1))
              .map(CorrelationText::row)
              .toArray(double[][]::new);
      if (rows.length > LARGEST) {
        throw new IllegalArgumentException("at most " + LARGEST + " rows");
      }
      return new CorrelationText(Correlation.of(rows));
    } catch (NumberFormatException e) {
      throw wrong("a matrix of numbers, as '1 0.5; 0.5 1'", text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), text);
    }
  }

  private static double[] row(String text) {
    return Arrays.stream(text.strip().split("[\\s,]+")).mapToDouble(Double::parseDouble).toArray();
  }

  private static RuntimeException wrong(String expected, Bytes text) {
    return QueryErrors.invalidArgument(FUNCTION, expected, "'" + text.text() + "'");
  }

  Correlation correlation() {
    return correlation;
  }
}
