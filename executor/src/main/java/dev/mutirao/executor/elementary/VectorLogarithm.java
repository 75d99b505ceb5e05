package dev.mutirao.executor.elementary;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static jdk.incubator.vector.DoubleVector.broadcast;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// {@link Logarithm} of vectors; 0.6 ns a number with eight in a vector. Loaded only where the
/// vector module is.
public final class VectorLogarithm {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final long WHOLE_BITS = Double.doubleToRawLongBits(Exponential.TO_WHOLE);

  /// Numbers in the first-level cache.
  private static final int CHUNK = 512;

  private VectorLogarithm() {}

  /// The logarithms of the first `rows` doubles of one memory, at the same places of another, which
  /// may be the same memory.
  ///
  /// @return whether all numbers were above 0
  public static boolean apply(MemorySegment in, int rows, MemorySegment out) {
    var numbers = new double[CHUNK + LANES];
    boolean positive = true;
    for (int from = 0; from < rows; from += CHUNK) {
      int count = Math.min(CHUNK, rows - from);
      MemorySegment.copy(in, DOUBLE, 8L * from, numbers, 0, count);
      Arrays.fill(numbers, count, count + LANES, 1);
      if (!areNormal(numbers, count)) {
        positive &= oneByOne(numbers, count);
      } else {
        normal(numbers, count);
      }
      MemorySegment.copy(numbers, 0, out, DOUBLE, 8L * from, count);
    }
    return positive;
  }

  private static boolean areNormal(double[] numbers, int count) {
    boolean normal = true;
    for (int i = 0; i < count; i++) {
      normal &= numbers[i] >= Double.MIN_NORMAL;
      normal &= numbers[i] <= Double.MAX_VALUE;
    }
    return normal;
  }

  private static boolean oneByOne(double[] numbers, int count) {
    boolean positive = true;
    for (int i = 0; i < count; i++) {
      positive &= !(numbers[i] <= 0);
      numbers[i] = Logarithm.of(numbers[i]);
    }
    return positive;
  }

  /// Replaces normal positive numbers by their logarithms, up to the end of the vector that the
  /// last one is in; undefined for others.
  public static void normal(double[] numbers, int count) {
    for (int i = 0; i < count; i += LANES) {
      var bits = DoubleVector.fromArray(SPECIES, numbers, i).viewAsIntegralLanes();
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
          broadcast(SPECIES, Logarithm.L7)
              .fma(z, broadcast(SPECIES, Logarithm.L6))
              .fma(z, broadcast(SPECIES, Logarithm.L5))
              .fma(z, broadcast(SPECIES, Logarithm.L4))
              .fma(z, broadcast(SPECIES, Logarithm.L3))
              .fma(z, broadcast(SPECIES, Logarithm.L2))
              .fma(z, broadcast(SPECIES, Logarithm.L1))
              .mul(z);
      var h = f.mul(f).mul(0.5);
      var low = k.fma(broadcast(SPECIES, Logarithm.LN2_LOW), s.mul(h.add(r)));
      k.mul(Logarithm.LN2_HIGH).sub(h.sub(low).sub(f)).intoArray(numbers, i);
    }
  }
}
