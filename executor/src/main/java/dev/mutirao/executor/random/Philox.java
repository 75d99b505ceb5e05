package dev.mutirao.executor.random;

/// The counter-based generator Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011). The key is the seed. The counter is, from its lowest
/// word, a block number in two words, the draw, and a step: how many numbers the draw has used
/// before.
///
/// A block has 128 bits, and two ids share it: of every 16 ids, the first eight take the lower
/// halves of eight blocks, the other eight the upper ones. So {@link VectorPhilox}, which makes the
/// numbers of consecutive ids, uses whole blocks and stores vectors as they come. Id `i` has the
/// half `i >> 3 & 1` of block `(i >> 4 << 3) + (i & 7)`, shifts unsigned.
///
/// Ten rounds take about 10 ns; nothing is kept between calls.
public final class Philox {
  static final long MULTIPLIER_0 = 0xD2511F53L;
  static final long MULTIPLIER_1 = 0xCD9E8D57L;
  static final int WEYL_0 = 0x9E3779B9;
  static final int WEYL_1 = 0xBB67AE85;
  static final int ROUNDS = 10;
  static final long LOW = 0xFFFF_FFFFL;

  /// How many ids share half as many blocks.
  static final int GROUP = 16;

  /// Set in ids whose half is the upper one.
  static final long UPPER = 8;

  private static final double TO_UNIT = 0x1p-52;

  private Philox() {}

  /// 64 bits.
  public static long bits(long seed, long id, int draw, int step) {
    return half(seed, block(id), draw, step, (id & UPPER) != 0);
  }

  /// A number between 0 and 1, neither of which it is: the middle of one of 2^52 equal parts.
  public static double uniform(long seed, long id, int draw, int step) {
    return uniform(bits(seed, id, draw, step));
  }

  /// The number that 52 of the bits stand for.
  static double uniform(long bits) {
    return ((bits >>> 12) + 0.5) * TO_UNIT;
  }

  /// The number of an id's block.
  static long block(long id) {
    return id >>> 4 << 3 | id & 7;
  }

  /// Two words of a block, the first of them in the low half.
  ///
  /// @param upper whether the third and fourth word rather than the first two
  static long half(long key, long block, int draw, int step, boolean upper) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    int word0 = (int) block;
    int word1 = (int) (block >>> 32);
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
    return upper ? word2 & LOW | (long) word3 << 32 : word0 & LOW | (long) word1 << 32;
  }
}
