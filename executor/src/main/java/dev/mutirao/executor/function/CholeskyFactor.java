package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.random.Draws;

/// What makes independent normal numbers correlated: the lower triangle L with L L' = the matrix of
/// covariances, which is read from a text such as `1 0.5; 0.5 1`.
///
/// Immutable; made once for a constant matrix.
final class CholeskyFactor {
  private static final String NAME = "rand_correlated_normal";
  private static final double TOLERANCE = 1e-12;

  private final double[][] rows;

  private CholeskyFactor(double[][] rows) {
    this.rows = rows;
  }

  /// @throws dev.mutirao.connectors.error.MutiraoException INVALID_ARGUMENT when the text is no
  ///   symmetric matrix without negative eigenvalues
  static CholeskyFactor of(Bytes text) {
    var matrix = matrix(text.text());
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column <= row; column++) {
        if (matrix[row][column] != matrix[column][row]) {
          throw wrong(
              "a symmetric matrix",
              "%s in row %d, column %d, and %s across the diagonal"
                  .formatted(
                      TextFormat.real(matrix[row][column]),
                      row + 1,
                      column + 1,
                      TextFormat.real(matrix[column][row])));
        }
      }
    }
    return new CholeskyFactor(factor(matrix));
  }

  /// Number `index`, from 1, of the correlated normal numbers of a draw.
  double normal(long seed, long id, long index, int draw) {
    if (index < 1 || index > rows.length) {
      throw wrong("a row of the matrix from 1 to " + rows.length, Long.toString(index));
    }
    var draws = new Draws(seed, id, draw);
    double sum = 0;
    for (double weight : rows[(int) index - 1]) {
      sum += weight * draws.normal();
    }
    return sum;
  }

  private static double[][] matrix(String text) {
    var lines = text.split(";", -1);
    var matrix = new double[lines.length][];
    for (int row = 0; row < lines.length; row++) {
      var words = lines[row].strip().split("\\s*,\\s*|\\s+", -1);
      if (words.length != lines.length) {
        throw wrong(
            "as many numbers in each row of the matrix as there are rows, such as '1 0.5; 0.5 1'",
            "%d in row %d of %d".formatted(words.length, row + 1, lines.length));
      }
      matrix[row] = new double[words.length];
      for (int column = 0; column < words.length; column++) {
        matrix[row][column] = number(words[column]);
      }
    }
    return matrix;
  }

  private static double number(String word) {
    try {
      double number = Double.parseDouble(word);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw wrong("numbers in the matrix, such as '1 0.5; 0.5 1'", "'" + word + "'");
    }
    throw wrong("finite numbers in the matrix", "'" + word + "'");
  }

  private static double[][] factor(double[][] matrix) {
    var factor = new double[matrix.length][];
    for (int row = 0; row < matrix.length; row++) {
      factor[row] = new double[row + 1];
      for (int column = 0; column <= row; column++) {
        double left = matrix[row][column];
        for (int k = 0; k < column; k++) {
          left -= factor[row][k] * factor[column][k];
        }
        boolean isZero = Math.abs(left) <= TOLERANCE * Math.abs(matrix[row][row]);
        double pivot = row == column ? 0 : factor[column][column];
        if (row == column ? left < 0 && !isZero : pivot == 0 && !isZero) {
          throw wrong(
              "a matrix that can be one of covariances (no negative eigenvalue)",
              "one that cannot, from row " + (row + 1) + " on");
        }
        if (row == column) {
          factor[row][column] = isZero ? 0 : Math.sqrt(left);
        } else {
          factor[row][column] = pivot == 0 ? 0 : left / pivot;
        }
      }
    }
    return factor;
  }

  private static RuntimeException wrong(String expected, String got) {
    return QueryErrors.invalidArgument(NAME, expected, got);
  }
}
