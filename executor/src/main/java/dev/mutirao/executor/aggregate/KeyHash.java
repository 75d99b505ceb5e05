package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;

/// Hashes of keys: the low bits choose a slot, the bits from 32 on a partition, the highest are
/// compared before keys are. Unlike the hash that exchanges partition by, so that what one executor
/// receives spreads over its whole table.
final class KeyHash {
  static final long NULL = 0x5851_F42D_4C95_7F2DL;

  private static final long FIRST = 0xBF58_476D_1CE4_E5B9L;
  private static final long SECOND = 0x94D0_49BB_1331_11EBL;

  private KeyHash() {}

  /// A bijection that spreads every bit (SplitMix64's).
  static long mix(long value) {
    long mixed = (value ^ value >>> 30) * FIRST;
    mixed = (mixed ^ mixed >>> 27) * SECOND;
    return mixed ^ mixed >>> 31;
  }

  /// Adds a key to the hash of the keys before it.
  static long combine(long hash, long value) {
    return mix(hash * 31 + value);
  }

  /// Of a text in two words that holds all of it, see {@link TextWords}.
  static long words(long first, long second) {
    long hash = first * FIRST;
    return (hash ^ hash >>> 32 ^ second) * SECOND;
  }

  static long bytes(MemorySegment memory, long from, int length) {
    long hash = length * FIRST;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = (hash ^ memory.get(LONG, from + i)) * SECOND;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; i < length; i++) {
      rest = rest << 8 | memory.get(BYTE, from + i) & 0xFF;
    }
    return mix(hash ^ rest * FIRST);
  }
}
