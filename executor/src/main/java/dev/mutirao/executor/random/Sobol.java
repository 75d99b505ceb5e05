package dev.mutirao.executor.random;

/// Sobol's sequence: points that fill a cube more evenly than random ones. The direction numbers
/// are those of Joe and Kuo, "Constructing Sobol sequences with better two-dimensional
/// projections", 2008; points come in the order of Gray codes, as in most implementations.
public final class Sobol {
  /// How many dimensions there are.
  public static final int DIMENSIONS = 16;

  /// Indexes are below two to the power of this.
  public static final int BITS = 52;

  private static final double TO_UNIT = 0x1p-52;

  /// Of the dimensions from the second one: the middle coefficients of a primitive polynomial as
  /// bits, then as many first numbers as its degree.
  private static final int[][] POLYNOMIALS = {
    {0, 1},
    {1, 1, 3},
    {1, 1, 3, 1},
    {2, 1, 1, 1},
    {1, 1, 1, 3, 3},
    {4, 1, 3, 5, 13},
    {2, 1, 1, 5, 5, 17},
    {4, 1, 1, 5, 5, 5},
    {7, 1, 1, 7, 11, 19},
    {11, 1, 1, 5, 1, 1},
    {13, 1, 1, 1, 3, 11},
    {14, 1, 3, 5, 5, 31},
    {1, 1, 3, 3, 9, 7, 49},
    {13, 1, 1, 1, 15, 21, 21},
    {16, 1, 3, 1, 13, 27, 49}
  };

  private static final long[][] DIRECTIONS = directions();

  private Sobol() {}

  /// A coordinate of a point: the middle of one of 2^52 equal parts of the unit interval, so that
  /// it is neither 0 nor 1.
  ///
  /// @param dimension from 0
  /// @param index from 0 to 2^52 - 1
  public static double point(int dimension, long index) {
    long[] directions = DIRECTIONS[dimension];
    long point = 0;
    for (long gray = index ^ index >>> 1; gray != 0; gray &= gray - 1) {
      point ^= directions[Long.numberOfTrailingZeros(gray)];
    }
    return (point + 0.5) * TO_UNIT;
  }

  private static long[][] directions() {
    var all = new long[DIMENSIONS][BITS];
    for (int bit = 0; bit < BITS; bit++) {
      all[0][bit] = 1L << BITS - 1 - bit;
    }
    for (int dimension = 1; dimension < DIMENSIONS; dimension++) {
      fill(all[dimension], POLYNOMIALS[dimension - 1]);
    }
    return all;
  }

  private static void fill(long[] directions, int[] polynomial) {
    int degree = polynomial.length - 1;
    for (int bit = 0; bit < degree; bit++) {
      directions[bit] = (long) polynomial[bit + 1] << BITS - 1 - bit;
    }
    for (int bit = degree; bit < BITS; bit++) {
      long direction = directions[bit - degree] ^ directions[bit - degree] >>> degree;
      for (int k = 1; k < degree; k++) {
        if ((polynomial[0] >>> degree - 1 - k & 1) == 1) {
          direction ^= directions[bit - k];
        }
      }
      directions[bit] = direction;
    }
  }
}
