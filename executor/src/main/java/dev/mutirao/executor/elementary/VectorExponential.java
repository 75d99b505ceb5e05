package dev.mutirao.executor.elementary;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static jdk.incubator.vector.DoubleVector.broadcast;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// {@link Exponential} of vectors; 0.5 ns a number with eight in a vector. Loaded only where the
/// vector module is.
public final class VectorExponential {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private VectorExponential() {}

  /// Raises e to the doubles `from` to before `to` of one memory and stores the results at the same
  /// places of another, which may be the same memory.
  public static void apply(MemorySegment in, int from, int to, MemorySegment out) {
    int i = from;
    while (i <= to - LANES) {
      i = near(in, i, to, out);
      int next = Math.min(i + LANES, to);
      oneByOne(in, i, next, out);
      i = next;
    }
    oneByOne(in, i, to, out);
  }

  /// Goes on to the first vector that is not full or has a number that is not near 0, and gives its
  /// place.
  private static int near(MemorySegment in, int from, int to, MemorySegment out) {
    var toWhole = broadcast(SPECIES, Exponential.TO_WHOLE);
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      var x = DoubleVector.fromMemorySegment(SPECIES, in, 8L * i, ORDER);
      if (!x.abs().lt(Exponential.NEAR).allTrue()) {
        return i;
      }
      var shifted = x.fma(broadcast(SPECIES, Exponential.LOG2_E), toWhole);
      var n = shifted.sub(toWhole);
      var high = n.fma(broadcast(SPECIES, -Exponential.LN2_HIGH), x);
      var r = n.fma(broadcast(SPECIES, -Exponential.LN2_LOW), high);
      var p =
          broadcast(SPECIES, Exponential.C12)
              .fma(r, broadcast(SPECIES, Exponential.C11))
              .fma(r, broadcast(SPECIES, Exponential.C10))
              .fma(r, broadcast(SPECIES, Exponential.C9))
              .fma(r, broadcast(SPECIES, Exponential.C8))
              .fma(r, broadcast(SPECIES, Exponential.C7))
              .fma(r, broadcast(SPECIES, Exponential.C6))
              .fma(r, broadcast(SPECIES, Exponential.C5))
              .fma(r, broadcast(SPECIES, Exponential.C4))
              .fma(r, broadcast(SPECIES, Exponential.C3))
              .fma(r, broadcast(SPECIES, Exponential.C2));
      var y = p.fma(r.mul(r), r).add(1);
      var power = shifted.viewAsIntegralLanes().lanewise(VectorOperators.LSHL, 52);
      y.viewAsIntegralLanes()
          .add(power)
          .viewAsFloatingLanes()
          .intoMemorySegment(out, 8L * i, ORDER);
    }
    return i;
  }

  private static void oneByOne(MemorySegment in, int from, int to, MemorySegment out) {
    for (int i = from; i < to; i++) {
      out.setAtIndex(DOUBLE, i, Exponential.of(in.getAtIndex(DOUBLE, i)));
    }
  }
}
