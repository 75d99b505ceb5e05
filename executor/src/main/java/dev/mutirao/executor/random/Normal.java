package dev.mutirao.executor.random;

/// The normal distribution of mean 0 and standard deviation 1.
public final class Normal {
  private static final double CENTRE = 0.425;
  private static final double FAR = 5;

  private static final double[] CENTRE_ABOVE = {
    3.3871328727963665, 133.14166789178438, 1971.5909503065513,
    13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227
  };
  private static final double[] CENTRE_BELOW = {
    1,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };
  private static final double[] TAIL_ABOVE = {
    1.4234371107496835, 4.630337846156546, 5.769497221460691,
    3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414
  };
  private static final double[] TAIL_BELOW = {
    1,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09
  };
  private static final double[] FAR_ABOVE = {
    6.657904643501103, 5.463784911164114, 1.7848265399172913,
    0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-05, 2.0103343992922881e-07
  };
  private static final double[] FAR_BELOW = {
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

  /// The value below which a part `p` of the distribution lies, to about 16 digits: the algorithm
  /// AS 241 (Wichura, "The percentage points of the normal distribution", Applied Statistics 37,
  /// 1988). Infinite for 0 and 1, NaN outside them.
  public static double quantile(double p) {
    double distance = p - 0.5;
    if (Math.abs(distance) <= CENTRE) {
      double r = CENTRE * CENTRE - distance * distance;
      return distance * ratio(CENTRE_ABOVE, CENTRE_BELOW, r);
    }
    double tail = distance < 0 ? p : 1 - p;
    if (!(tail > 0)) {
      return tail == 0 ? Math.copySign(Double.POSITIVE_INFINITY, distance) : Double.NaN;
    }
    double r = Math.sqrt(-StrictMath.log(tail));
    double value =
        r <= FAR ? ratio(TAIL_ABOVE, TAIL_BELOW, r - 1.6) : ratio(FAR_ABOVE, FAR_BELOW, r - FAR);
    return distance < 0 ? -value : value;
  }

  private static double ratio(double[] above, double[] below, double x) {
    return polynomial(above, x) / polynomial(below, x);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = coefficients[7];
    for (int i = 6; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
