package dev.mutirao.executor.random;

import dev.mutirao.executor.elementary.Logarithm;

/// The normal distribution of mean 0 and standard deviation 1.
///
/// Its quantiles are those of algorithm AS 241 (Wichura, "The percentage points of the normal
/// distribution", Applied Statistics 37, 1988): in the middle, and in the tails up to 5 and beyond,
/// a ratio of polynomials of degree 7. `A` is above, `B` below. {@link VectorNormal} does the same
/// operations.
public final class Normal {
  private static final double CENTRE = 0.425;

  /// The middle is where this is not below the square of the distance from 1/2.
  static final double CENTRE_SQUARED = CENTRE * CENTRE;

  static final double TAIL_FROM = 1.6;
  static final double FAR = 5;

  static final double CENTRE_A0 = 3.3871328727963665;
  static final double CENTRE_A1 = 133.14166789178438;
  static final double CENTRE_A2 = 1971.5909503065513;
  static final double CENTRE_A3 = 13731.69376550946;
  static final double CENTRE_A4 = 45921.95393154987;
  static final double CENTRE_A5 = 67265.7709270087;
  static final double CENTRE_A6 = 33430.57558358813;
  static final double CENTRE_A7 = 2509.0809287301227;
  static final double CENTRE_B1 = 42.31333070160091;
  static final double CENTRE_B2 = 687.1870074920579;
  static final double CENTRE_B3 = 5394.196021424751;
  static final double CENTRE_B4 = 21213.794301586597;
  static final double CENTRE_B5 = 39307.89580009271;
  static final double CENTRE_B6 = 28729.085735721943;
  static final double CENTRE_B7 = 5226.495278852854;

  static final double TAIL_A0 = 1.4234371107496835;
  static final double TAIL_A1 = 4.630337846156546;
  static final double TAIL_A2 = 5.769497221460691;
  static final double TAIL_A3 = 3.6478483247632045;
  static final double TAIL_A4 = 1.2704582524523684;
  static final double TAIL_A5 = 0.2417807251774506;
  static final double TAIL_A6 = 0.022723844989269184;
  static final double TAIL_A7 = 0.0007745450142783414;
  static final double TAIL_B1 = 2.053191626637759;
  static final double TAIL_B2 = 1.6763848301838038;
  static final double TAIL_B3 = 0.6897673349851;
  static final double TAIL_B4 = 0.14810397642748008;
  static final double TAIL_B5 = 0.015198666563616457;
  static final double TAIL_B6 = 0.0005475938084995345;
  static final double TAIL_B7 = 1.0507500716444169e-09;

  private static final double[] FAR_A = {
    6.657904643501103, 5.463784911164114, 1.7848265399172913,
    0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-05, 2.0103343992922881e-07
  };
  private static final double[] FAR_B = {
    1,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15
  };

  private Normal() {}

  /// The value below which a part `p` of the distribution lies, to about 16 digits. Infinite for 0
  /// and 1, NaN outside them.
  public static double quantile(double p) {
    double distance = p - 0.5;
    double r = Math.fma(-distance, distance, CENTRE_SQUARED);
    return r >= 0 ? central(distance, r) : tail(p, distance > 0);
  }

  private static double central(double distance, double r) {
    double a = Math.fma(CENTRE_A7, r, CENTRE_A6);
    a = Math.fma(a, r, CENTRE_A5);
    a = Math.fma(a, r, CENTRE_A4);
    a = Math.fma(a, r, CENTRE_A3);
    a = Math.fma(a, r, CENTRE_A2);
    a = Math.fma(a, r, CENTRE_A1);
    a = Math.fma(a, r, CENTRE_A0);
    double b = Math.fma(CENTRE_B7, r, CENTRE_B6);
    b = Math.fma(b, r, CENTRE_B5);
    b = Math.fma(b, r, CENTRE_B4);
    b = Math.fma(b, r, CENTRE_B3);
    b = Math.fma(b, r, CENTRE_B2);
    b = Math.fma(b, r, CENTRE_B1);
    b = Math.fma(b, r, 1);
    return distance * (a / b);
  }

  private static double tail(double p, boolean right) {
    double part = right ? 1 - p : p;
    if (!(part > 0)) {
      double end = right ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      return part == 0 ? end : Double.NaN;
    }
    double root = Math.sqrt(-Logarithm.of(part));
    double value = root <= FAR ? near(root - TAIL_FROM) : far(root - FAR);
    return right ? value : -value;
  }

  private static double near(double r) {
    double a = Math.fma(TAIL_A7, r, TAIL_A6);
    a = Math.fma(a, r, TAIL_A5);
    a = Math.fma(a, r, TAIL_A4);
    a = Math.fma(a, r, TAIL_A3);
    a = Math.fma(a, r, TAIL_A2);
    a = Math.fma(a, r, TAIL_A1);
    a = Math.fma(a, r, TAIL_A0);
    double b = Math.fma(TAIL_B7, r, TAIL_B6);
    b = Math.fma(b, r, TAIL_B5);
    b = Math.fma(b, r, TAIL_B4);
    b = Math.fma(b, r, TAIL_B3);
    b = Math.fma(b, r, TAIL_B2);
    b = Math.fma(b, r, TAIL_B1);
    b = Math.fma(b, r, 1);
    return a / b;
  }

  private static double far(double r) {
    double a = FAR_A[7];
    double b = FAR_B[7];
    for (int i = 6; i >= 0; i--) {
      a = Math.fma(a, r, FAR_A[i]);
      b = Math.fma(b, r, FAR_B[i]);
    }
    return a / b;
  }
}
