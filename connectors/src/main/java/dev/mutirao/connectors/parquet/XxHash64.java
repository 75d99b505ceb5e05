package dev.mutirao.connectors.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The 64-bit xxHash with seed 0, which Parquet's bloom filters use. Written from its
/// specification.
final class XxHash64 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long SUM_OF_PRIMES_1_AND_2 = 0x60EA27EEADC0B5D6L;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;

  private XxHash64() {}

  static long hash(byte[] bytes) {
    int position = 0;
    long hash = PRIME_5;
    if (bytes.length >= 32) {
      long first = SUM_OF_PRIMES_1_AND_2;
      long second = PRIME_2;
      long third = 0;
      long fourth = -PRIME_1;
      for (; position + 32 <= bytes.length; position += 32) {
        first = round(first, word(bytes, position));
        second = round(second, word(bytes, position + 8));
        third = round(third, word(bytes, position + 16));
        fourth = round(fourth, word(bytes, position + 24));
      }
      hash =
          Long.rotateLeft(first, 1)
              + Long.rotateLeft(second, 7)
              + Long.rotateLeft(third, 12)
              + Long.rotateLeft(fourth, 18);
      hash = merge(merge(merge(merge(hash, first), second), third), fourth);
    }
    hash += bytes.length;
    for (; position + 8 <= bytes.length; position += 8) {
      hash = Long.rotateLeft(hash ^ round(0, word(bytes, position)), 27) * PRIME_1 + PRIME_4;
    }
    if (position + 4 <= bytes.length) {
      long half = (int) INT.get(bytes, position) & 0xFFFFFFFFL;
      hash = Long.rotateLeft(hash ^ half * PRIME_1, 23) * PRIME_2 + PRIME_3;
      position += 4;
    }
    for (; position < bytes.length; position++) {
      hash = Long.rotateLeft(hash ^ (bytes[position] & 0xFF) * PRIME_5, 11) * PRIME_1;
    }
    return avalanche(hash);
  }

  private static long word(byte[] bytes, int position) {
    return (long) LONG.get(bytes, position);
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
  }

  private static long avalanche(long hash) {
    long mixed = (hash ^ hash >>> 33) * PRIME_2;
    mixed = (mixed ^ mixed >>> 29) * PRIME_3;
    return mixed ^ mixed >>> 32;
  }
}
