package dev.mutirao.executor.aggregate;

import dev.mutirao.executor.plan.AggregateCall;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// The worst of so many profits and losses that a level of confidence leaves out: `1 - level` of
/// them, the last one perhaps in part.
///
/// The level is the decimal number that it is written as, so that 0.99 leaves exactly one of 100;
/// in binary arithmetic it would be a little more.
///
/// @param whole how many values are in the tail as a whole
/// @param part how much of the next one is, in units of one in `unit`
/// @param edge the index of that one, in ascending order: the value at risk, negated
public record Tail(long whole, BigInteger part, BigInteger unit, long edge) {
  /// The tail of `count` values, at least one, for VALUE_AT_RISK and EXPECTED_SHORTFALL; nothing
  /// when the level is NULL.
  public static Optional<Tail> of(AggregateCall call, long count) {
    return call.constants().getFirst().value() instanceof Double level
        ? Optional.of(of(level, count))
        : Optional.empty();
  }

  /// @param level from 0 to 1
  static Tail of(double level, long count) {
    var outside = BigDecimal.ONE.subtract(BigDecimal.valueOf(level));
    var unit = BigInteger.TEN.pow(Math.max(0, outside.scale()));
    var parts =
        outside
            .multiply(new BigDecimal(unit))
            .toBigIntegerExact()
            .multiply(BigInteger.valueOf(count))
            .divideAndRemainder(unit);
    long whole = parts[0].longValueExact();
    return new Tail(whole, parts[1], unit, Math.min(whole, count - 1));
  }

  /// The loss at the edge of the tail.
  ///
  /// @param edge the value there
  public static double valueAtRisk(double edge) {
    return 0.0 - edge;
  }

  /// The mean loss in the tail, the part of the value at its edge weighted as such, rounded once
  /// (Acerbi and Tasche, "On the coherence of expected shortfall", 2002). Of an empty tail the
  /// greatest loss.
  ///
  /// @param sum of the whole values
  /// @param edge the value at the edge; finite where any of it is in the tail
  public double expectedShortfall(Dyadic sum, double edge) {
    var size = unit.multiply(BigInteger.valueOf(whole)).add(part);
    if (size.signum() == 0) {
      return valueAtRisk(edge);
    }
    var total = sum.times(unit);
    var all = part.signum() == 0 ? total : total.plus(Dyadic.of(edge).times(part));
    return 0.0 - all.dividedBy(new Dyadic(size, 0));
  }

  /// How many values have to do with the mean: the whole ones, and the one at the edge where any of
  /// it is in the tail or nothing else is.
  public long involved() {
    return part.signum() > 0 || whole == 0 ? whole + 1 : whole;
  }
}
