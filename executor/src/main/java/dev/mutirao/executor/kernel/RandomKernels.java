package dev.mutirao.executor.kernel;

import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.executor.elementary.VectorExponential;
import dev.mutirao.executor.elementary.VectorLogarithm;
import dev.mutirao.executor.random.Counters;
import dev.mutirao.executor.random.VectorNormal;
import dev.mutirao.executor.random.VectorPhilox;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Kernels of random numbers: their first arguments are seed and id, and the last may be a draw.
final class RandomKernels {
  /// Rows of which all steps are computed before the next, within the first-level cache.
  private static final int CHUNK = 2048;

  private static final int SEED = 0;
  private static final int ID = 1;

  private RandomKernels() {}

  /// `rand(seed, id [, draw])`.
  static boolean uniform(KernelArguments arguments, int rows, MemorySegment out) {
    var counters = counters(arguments, 2, rows);
    if (counters == null) {
      return false;
    }
    new VectorPhilox().uniforms(counters, 0, rows, out);
    return true;
  }

  /// `rand_normal(seed, id [, draw])`.
  static boolean normal(KernelArguments arguments, int rows, MemorySegment out) {
    var counters = counters(arguments, 2, rows);
    if (counters == null) {
      return false;
    }
    normals(counters, rows, out);
    return true;
  }

  /// `rand_lognormal(seed, id, mean, deviation [, draw])` with constant parameters.
  static boolean lognormal(KernelArguments arguments, int rows, MemorySegment out) {
    var counters = counters(arguments, 4, rows);
    double mean = arguments.doubles()[2];
    double deviation = arguments.doubles()[3];
    if (counters == null
        || !arguments.isConstant(2)
        || !arguments.isConstant(3)
        || !(deviation >= 0 && deviation <= Double.MAX_VALUE)) {
      return false;
    }
    normals(counters, rows, out);
    for (int i = 0; i < rows; i++) {
      out.setAtIndex(DOUBLE, i, mean + deviation * out.getAtIndex(DOUBLE, i));
    }
    VectorExponential.apply(out, 0, rows, out);
    return true;
  }

  /// `rand_exponential(seed, id, rate [, draw])` with a constant rate.
  static boolean exponential(KernelArguments arguments, int rows, MemorySegment out) {
    var counters = counters(arguments, 3, rows);
    double rate = arguments.doubles()[2];
    if (counters == null || !arguments.isConstant(2) || !(rate > 0 && rate <= Double.MAX_VALUE)) {
      return false;
    }
    new VectorPhilox().uniforms(counters, 0, rows, out);
    VectorLogarithm.apply(out, rows, out);
    for (int i = 0; i < rows; i++) {
      out.setAtIndex(DOUBLE, i, -out.getAtIndex(DOUBLE, i) / rate);
    }
    return true;
  }

  /// `normal_quantile(part)`.
  static boolean quantile(KernelArguments arguments, int rows, MemorySegment out) {
    var parts = arguments.column(0);
    boolean within = true;
    for (int i = 0; i < rows; i++) {
      double part = parts.getAtIndex(DOUBLE, i);
      within &= part >= 0;
      within &= part <= 1;
    }
    if (!within) {
      return false;
    }
    MemorySegment.copy(parts, 0, out, 0, 8L * rows);
    new VectorNormal().quantiles(out, 0, rows);
    return true;
  }

  private static void normals(Counters counters, int rows, MemorySegment out) {
    var uniform = new VectorPhilox();
    var normal = new VectorNormal();
    for (int from = 0; from < rows; from += CHUNK) {
      int to = Math.min(rows, from + CHUNK);
      uniform.uniforms(counters, from, to, out);
      normal.quantiles(out, from, to);
    }
  }

  /// Null when ids are constant or a draw has more than 32 bits.
  private static @Nullable Counters counters(KernelArguments arguments, int draw, int rows) {
    var ids = arguments.column(ID);
    if (ids == null) {
      return null;
    }
    boolean drawn = arguments.count() > draw;
    var draws = drawn ? arguments.column(draw) : null;
    long constant = drawn ? arguments.longs()[draw] : 0;
    long bits = constant;
    if (draws != null) {
      for (int i = 0; i < rows; i++) {
        bits |= draws.getAtIndex(LONG, i);
      }
    }
    return bits >>> Integer.SIZE == 0
        ? new Counters(ids, arguments.column(SEED), arguments.longs()[SEED], draws, constant)
        : null;
  }
}
