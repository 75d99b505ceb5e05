package dev.mutirao.executor.random;

/// Makes independent normal numbers correlated: the Cholesky factor of a correlation or covariance
/// matrix. Immutable.
public final class Correlation {
  private final double[][] factor; // below and on the diagonal

  private Correlation(double[][] factor) {
    this.factor = factor;
  }

  /// @param matrix symmetric
  /// @throws IllegalArgumentException when it is not square, symmetric and positive definite
  public static Correlation of(double[][] matrix) {
    int size = matrix.length;
    var factor = new double[size][size];
    for (int row = 0; row < size; row++) {
      if (matrix[row].length != size) {
        throw new IllegalArgumentException("a square matrix");
      }
      for (int column = 0; column <= row; column++) {
        if (matrix[row][column] != matrix[column][row]) {
          throw new IllegalArgumentException("a symmetric matrix");
        }
        double rest = matrix[row][column];
        for (int k = 0; k < column; k++) {
          rest -= factor[row][k] * factor[column][k];
        }
        if (row == column && !(rest > 0)) {
          throw new IllegalArgumentException("a positive definite matrix");
        }
        factor[row][column] = row == column ? Math.sqrt(rest) : rest / factor[column][column];
      }
    }
    return new Correlation(factor);
  }

  /// How many numbers it makes.
  public int size() {
    return factor.length;
  }

  /// One of the correlated numbers; the others, of the same draw, depend on the same independent
  /// ones.
  ///
  /// @param place from 0
  public double normal(Draw draw, int place) {
    double sum = 0;
    for (int k = 0; k <= place; k++) {
      sum += factor[place][k] * draw.normal();
    }
    return sum;
  }
}
