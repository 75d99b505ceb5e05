package dev.mutirao.executor.random;

/// The random numbers of one draw, as many as a distribution needs: the first is that of step 0.
/// Used by one thread, for one value.
public final class Draw {
  private final long seed;
  private final long id;
  private final int draw;
  private int step;

  public Draw(long seed, long id, int draw) {
    this.seed = seed;
    this.id = id;
    this.draw = draw;
  }

  /// 64 bits.
  long bits() {
    return Philox.bits(seed, id, draw, step++);
  }

  /// Between 0 and 1, neither of which it is.
  double uniform() {
    return Philox.uniform(bits());
  }

  /// Of the normal distribution of mean 0 and standard deviation 1.
  double normal() {
    return Normal.quantile(uniform());
  }
}
