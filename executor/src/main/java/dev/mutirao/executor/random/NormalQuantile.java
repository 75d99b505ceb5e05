package dev.mutirao.executor.random;

/// The quantile of the standard normal distribution: M. J. Wichura, "Algorithm AS 241: the
/// percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16, whose
/// formula is off by some 1e-16 of the value, and rounding by a few units in the last place. Only operations that IEEE 754 rounds correctly, and
/// StrictMath.
public final class NormalQuantile {
  private static final double CENTRE = 0.425;
  private static final double FAR = 5;

  private NormalQuantile() {}

  /// @param p between 0 and 1, both excluded
  public static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRE) {
      return q * centre(CENTRE * CENTRE - q * q);
    }
    double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
    double size = r <= FAR ? near(r - 1.6) : far(r - FAR);
    return q < 0 ? -size : size;
  }

  private static double centre(double r) {
    double above = 2509.0809287301227;
    above = Math.fma(above, r, 33430.57558358813);
    above = Math.fma(above, r, 67265.7709270087);
    above = Math.fma(above, r, 45921.95393154987);
    above = Math.fma(above, r, 13731.69376550946);
    above = Math.fma(above, r, 1971.5909503065513);
    above = Math.fma(above, r, 133.14166789178438);
    above = Math.fma(above, r, 3.3871328727963665);
    double below = 5226.495278852854;
    below = Math.fma(below, r, 28729.085735721943);
    below = Math.fma(below, r, 39307.89580009271);
    below = Math.fma(below, r, 21213.794301586597);
    below = Math.fma(below, r, 5394.196021424751);
    below = Math.fma(below, r, 687.1870074920579);
    below = Math.fma(below, r, 42.31333070160091);
    below = Math.fma(below, r, 1);
    return above / below;
  }

  private static double near(double r) {
    double above = 0.0007745450142783414;
    above = Math.fma(above, r, 0.022723844989269184);
    above = Math.fma(above, r, 0.2417807251774506);
    above = Math.fma(above, r, 1.2704582524523684);
    above = Math.fma(above, r, 3.6478483247632045);
    above = Math.fma(above, r, 5.769497221460691);
    above = Math.fma(above, r, 4.630337846156546);
    above = Math.fma(above, r, 1.4234371107496835);
    double below = 1.0507500716444169e-9;
    below = Math.fma(below, r, 0.0005475938084995345);
    below = Math.fma(below, r, 0.015198666563616457);
    below = Math.fma(below, r, 0.14810397642748008);
    below = Math.fma(below, r, 0.6897673349851);
    below = Math.fma(below, r, 1.6763848301838038);
    below = Math.fma(below, r, 2.053191626637759);
    below = Math.fma(below, r, 1);
    return above / below;
  }

  private static double far(double r) {
    double above = 2.0103343992922881e-7;
    above = Math.fma(above, r, 2.7115555687434876e-5);
    above = Math.fma(above, r, 0.0012426609473880784);
    above = Math.fma(above, r, 0.026532189526576124);
    above = Math.fma(above, r, 0.29656057182850487);
    above = Math.fma(above, r, 1.7848265399172913);
    above = Math.fma(above, r, 5.463784911164114);
    above = Math.fma(above, r, 6.657904643501103);
    double below = 2.0442631033899397e-15;
    below = Math.fma(below, r, 1.421511758316446e-7);
    below = Math.fma(below, r, 1.8463183175100548e-5);
    below = Math.fma(below, r, 0.0007868691311456133);
    below = Math.fma(below, r, 0.014875361290850615);
    below = Math.fma(below, r, 0.1369298809227358);
    below = Math.fma(below, r, 0.599832206555888);
    below = Math.fma(below, r, 1);
    return above / below;
  }
}
