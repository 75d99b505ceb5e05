package dev.mutirao.executor.elementary;

import static dev.mutirao.connectors.batch.Column.DOUBLE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// {@link Logarithm} of vectors; 0.6 ns a number with eight in a vector. Loaded only where the
/// vector module is.
public final class VectorLogarithm {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final long WHOLE_BITS = Double.doubleToRawLongBits(Exponential.TO_WHOLE);

  private VectorLogarithm() {}

  /// The logarithms of the doubles `from` to before `to` of one memory, at the same places of
  /// another, which may be the same memory.
  ///
  /// @return whether all numbers were above 0
  public static boolean apply(MemorySegment in, int from, int to, MemorySegment out) {
    boolean positive = true;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      var x = DoubleVector.fromMemorySegment(SPECIES, in, 8L * i, ORDER);
      if (x.compare(VectorOperators.GE, Double.MIN_NORMAL)
          .and(x.compare(VectorOperators.LE, Double.MAX_VALUE))
          .allTrue()) {
        normal(x).intoMemorySegment(out, 8L * i, ORDER);
      } else {
        positive &= oneByOne(in, i, i + LANES, out);
      }
    }
    return positive & oneByOne(in, i, to, out);
  }

  private static boolean oneByOne(MemorySegment in, int from, int to, MemorySegment out) {
    boolean positive = true;
    for (int i = from; i < to; i++) {
      double x = in.getAtIndex(DOUBLE, i);
      positive &= x > 0;
      out.setAtIndex(DOUBLE, i, Logarithm.of(x));
    }
    return positive;
  }

  /// Of vectors as wide as they come, of normal positive numbers; undefined for others.
  public static DoubleVector normal(DoubleVector x) {
    var bits = x.viewAsIntegralLanes();
    var above = bits.sub(Logarithm.ROOT_OF_HALF);
    var k =
        above
            .lanewise(VectorOperators.ASHR, 52)
            .add(WHOLE_BITS)
            .viewAsFloatingLanes()
            .sub(Exponential.TO_WHOLE);
    var f = bits.sub(above.and(Logarithm.EXPONENT)).viewAsFloatingLanes().sub(1);
    var s = f.div(f.add(2));
    var z = s.mul(s);
    var r =
        all(Logarithm.L7)
            .fma(z, all(Logarithm.L6))
            .fma(z, all(Logarithm.L5))
            .fma(z, all(Logarithm.L4))
            .fma(z, all(Logarithm.L3))
            .fma(z, all(Logarithm.L2))
            .fma(z, all(Logarithm.L1))
            .mul(z);
    var h = f.mul(f).mul(0.5);
    var low = k.fma(all(Logarithm.LN2_LOW), s.mul(h.add(r)));
    return k.mul(Logarithm.LN2_HIGH).sub(h.sub(low).sub(f));
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
