package dev.mutirao.executor.random;

/// The random numbers of one (seed, id, draw), one part after the other. The parts have a word of
/// the counter of their own, so a draw that takes many of them never meets another draw.
public final class Draws {
  private static final long ONE = 0x3FF0_0000_0000_0000L;
  private static final double BELOW_ONE = 1 - 0x1p-53;

  private final long seed;
  private final long id;
  private final int draw;
  private int part;

  public Draws(long seed, long id, int draw) {
    this.seed = seed;
    this.id = id;
    this.draw = draw;
  }

  /// Uniform on the 2^52 odd multiples of 2^-53: never 0, never 1, and 1 - x is as likely as x.
  public static double uniform(long seed, long id, int draw) {
    return uniform(Philox.bits(seed, id, draw, 0));
  }

  /// Of the standard normal distribution: {@link #uniform} through {@link NormalQuantile}.
  public static double normal(long seed, long id, int draw) {
    return NormalQuantile.of(uniform(seed, id, draw));
  }

  /// The next 64 bits.
  public long bits() {
    return Philox.bits(seed, id, draw, part++);
  }

  public double uniform() {
    return uniform(bits());
  }

  public double normal() {
    return NormalQuantile.of(uniform());
  }

  private static double uniform(long bits) {
    // The bits behind the point of a number from 1 to 2; both operations are exact.
    return Double.longBitsToDouble(bits >>> 12 | ONE) - BELOW_ONE;
  }
}
