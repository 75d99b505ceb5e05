package dev.mutirao.connectors.type;

import java.math.BigInteger;

/// A two's complement number of 128 bits; what a cell of layout `INT128` holds.
public record Int128(long high, long low) implements Comparable<Int128> {
  public static final Int128 ZERO = new Int128(0, 0);

  public static Int128 of(long value) {
    return new Int128(value >> 63, value);
  }

  /// @throws ArithmeticException when 128 bits do not hold `value`
  public static Int128 of(BigInteger value) {
    return new Int128(value.shiftRight(64).longValueExact(), value.longValue());
  }

  public BigInteger toBigInteger() {
    var lowHalf = BigInteger.valueOf(low & Long.MAX_VALUE);
    return BigInteger.valueOf(high).shiftLeft(64).or(low < 0 ? lowHalf.setBit(63) : lowHalf);
  }

  @Override
  public int compareTo(Int128 other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return toBigInteger().toString();
  }
}
