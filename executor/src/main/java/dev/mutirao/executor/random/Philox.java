package dev.mutirao.executor.random;

/// The counter-based generator Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011). The key is the seed. The counter is, from its lowest
/// word, the id in two words, the draw, and a step: how many blocks the draw has used before.
///
/// Ten rounds take about 10 ns; nothing is kept between calls.
public final class Philox {
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final long LOW = 0xFFFF_FFFFL;
  private static final double TO_UNIT = 0x1p-52;

  private Philox() {}

  /// The first two words of a block, the first one in the low half.
  public static long bits(long seed, long id, int draw, int step) {
    int key0 = (int) seed;
    int key1 = (int) (seed >>> 32);
    int word0 = (int) id;
    int word1 = (int) (id >>> 32);
    int word2 = draw;
    int word3 = step;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (word0 & LOW) * MULTIPLIER_0;
      long product1 = (word2 & LOW) * MULTIPLIER_1;
      word0 = (int) (product1 >>> 32) ^ word1 ^ key0;
      word1 = (int) product1;
      word2 = (int) (product0 >>> 32) ^ word3 ^ key1;
      word3 = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    return (word0 & LOW) | (long) word1 << 32;
  }

  /// A number between 0 and 1, neither of which it is: the middle of one of 2^52 equal parts.
  public static double uniform(long seed, long id, int draw, int step) {
    return uniform(bits(seed, id, draw, step));
  }

  /// The number that 52 of the bits stand for.
  static double uniform(long bits) {
    return ((bits >>> 12) + 0.5) * TO_UNIT;
  }
}
