package dev.mutirao.executor.random;

/// Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// 2011): 128 bits of a counter and 64 of a key become 128 random bits.
///
/// | word of the counter | holds |
/// | --- | --- |
/// | 0, 1 | the id without its last bit, low half first |
/// | 2 | the draw |
/// | 3 | the part of the draw |
///
/// The key is the seed, low half first. An even id takes the first two words of the block, an odd
/// id the last two, low half first: two neighbours share the work where both are computed at once.
final class Philox {
  private static final long LOW = 0xFFFF_FFFFL;
  private static final long MULTIPLIER_0 = 0xD251_1F53L;
  private static final long MULTIPLIER_1 = 0xCD9E_8D57L;
  private static final long KEY_STEP_0 = 0x9E37_79B9L;
  private static final long KEY_STEP_1 = 0xBB67_AE85L;
  private static final int ROUNDS = 10;

  private Philox() {}

  /// 64 random bits.
  static long bits(long seed, long id, int draw, int part) {
    return half(id >>> 1, draw & LOW | (long) part << 32, seed, (id & 1) != 0);
  }

  /// Half of a block.
  ///
  /// @param first words 0 and 1 of the counter
  /// @param second words 2 and 3
  static long half(long first, long second, long key, boolean last) {
    long c0 = first & LOW;
    long c1 = first >>> 32;
    long c2 = second & LOW;
    long c3 = second >>> 32;
    long k0 = key & LOW;
    long k1 = key >>> 32;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * c0;
      long product1 = MULTIPLIER_1 * c2;
      c0 = product1 >>> 32 ^ c1 ^ k0;
      c1 = product1 & LOW;
      c2 = product0 >>> 32 ^ c3 ^ k1;
      c3 = product0 & LOW;
      k0 = k0 + KEY_STEP_0 & LOW;
      k1 = k1 + KEY_STEP_1 & LOW;
    }
    return last ? c2 | c3 << 32 : c0 | c1 << 32;
  }
}
