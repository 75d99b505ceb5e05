package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Makes the result of SUM or AVG over integers, decimals or intervals from the exact sum.
public final class IntegerSumResult {
  private static final BigInteger MAX_DECIMAL = BigInteger.TEN.pow(Type.Decimal.MAX_PRECISION);
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  private final AggregateCall call;
  private final boolean average;
  private final int scale;

  /// What an average multiplies the unscaled sum by to reach the scale of the result.
  private final long gain;

  /// @param argument type of what is added
  public IntegerSumResult(AggregateCall call, Type argument) {
    this.call = call;
    this.average = call.function().equals("avg");
    this.scale = argument instanceof Type.Decimal decimal ? decimal.scale() : 0;
    int gained = call.type() instanceof Type.Decimal decimal ? decimal.scale() - scale : 0;
    this.gain = BigInteger.TEN.pow(gained).longValueExact();
  }

  /// Writes the result of a group with `count` values, at least one, whose sum has the 64-bit limbs
  /// given.
  public void write(
      FixedColumnWriter results, int row, long count, long low, long middle, long high) {
    boolean narrow = middle == low >> 63 && high == middle;
    switch (call.type().layout()) {
      case FLOAT64 -> results.set(row, FloatOrder.code(mean(narrow, count, low, middle, high)));
      case INT64 -> {
        if (average) {
          results.set(row, wholeMean(narrow, count, low, middle, high));
        } else if (narrow) {
          results.set(row, low);
        } else {
          throw overflow(sum(low, middle, high));
        }
      }
      case INT32 -> {
        if (!narrow || low != (int) low) {
          throw overflow(sum(low, middle, high));
        }
        results.set(row, low);
      }
      case INT128 -> {
        if (narrow && !average) {
          results.set(row, low, low >> 63);
        } else if (narrow && Math.multiplyHigh(low, gain) == low * gain >> 63) {
          long rounded = roundedQuotient(low * gain, count);
          results.set(row, rounded, rounded >> 63);
        } else {
          writeDecimal(results, row, count, sum(low, middle, high));
        }
      }
      case BIT, INT8, INT16, FLOAT32, BYTES ->
          throw new IllegalStateException("no sum of type " + call.type().sql());
    }
  }

  private void writeDecimal(FixedColumnWriter results, int row, long count, BigInteger sum) {
    var value = average ? roundedQuotient(sum.multiply(BigInteger.valueOf(gain)), count) : sum;
    if (value.abs().compareTo(MAX_DECIMAL) >= 0) {
      throw overflow(sum);
    }
    results.set(row, value.longValue(), value.shiftRight(64).longValue());
  }

  /// The mean of 64-bit integers as one, half away from zero.
  private static long wholeMean(boolean narrow, long count, long low, long middle, long high) {
    return narrow
        ? roundedQuotient(low, count)
        : roundedQuotient(sum(low, middle, high), count).longValueExact();
  }

  /// The double nearest to the quotient of sum and count.
  private static double mean(boolean narrow, long count, long low, long middle, long high) {
    if (narrow && Math.abs(low) <= EXACT_IN_DOUBLE && count <= EXACT_IN_DOUBLE) {
      return (double) low / (double) count;
    }
    return nearest(sum(low, middle, high), BigInteger.valueOf(count));
  }

  /// The double nearest to a quotient of integers, ties to even. The dividend is scaled so that the
  /// quotient has at least 64 bits, of which the last stands for all that follow it.
  private static double nearest(BigInteger dividend, BigInteger divisor) {
    int shift = Math.max(0, 64 + divisor.bitLength() - dividend.bitLength() + 1);
    var parts = dividend.abs().shiftLeft(shift).divideAndRemainder(divisor);
    var quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
    double magnitude = Math.scalb(quotient.doubleValue(), -shift);
    return dividend.signum() < 0 ? -magnitude : magnitude;
  }

  /// Half away from zero; the count is positive.
  private static long roundedQuotient(long dividend, long count) {
    long quotient = dividend / count;
    long rest = Math.abs(dividend % count);
    return rest >= count - rest ? quotient + (dividend < 0 ? -1 : 1) : quotient;
  }

  private static BigInteger roundedQuotient(BigInteger dividend, long count) {
    return new BigDecimal(dividend)
        .divide(new BigDecimal(count), 0, RoundingMode.HALF_UP)
        .toBigIntegerExact();
  }

  private static BigInteger sum(long low, long middle, long high) {
    var mask = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    return BigInteger.valueOf(high)
        .shiftLeft(128)
        .or(BigInteger.valueOf(middle).and(mask).shiftLeft(64))
        .or(BigInteger.valueOf(low).and(mask));
  }

  private RuntimeException overflow(BigInteger sum) {
    return QueryErrors.overflow(
        call.function()
            + " of values whose sum is "
            + new BigDecimal(sum, scale).round(new MathContext(40))
            + unit(),
        call.type().sql(),
        switch (call.type()) {
          case Type.Decimal _ -> "cast the argument to DOUBLE";
          case Type.Simple simple when simple == Type.Simple.BIGINT ->
              "cast the argument to DECIMAL(38, 0)";
          case Type.Simple _ -> "filter the rows";
        });
  }

  private String unit() {
    if (call.type() == Type.Simple.INTERVAL_MONTHS) {
      return " months";
    }
    return call.type() == Type.Simple.INTERVAL_MICROS ? " microseconds" : "";
  }
}
