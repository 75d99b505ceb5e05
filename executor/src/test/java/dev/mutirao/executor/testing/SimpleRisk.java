package dev.mutirao.executor.testing;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.plan.AggregateCall;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;

/// VALUE_AT_RISK and EXPECTED_SHORTFALL as the books define them, in decimal arithmetic: the losses
/// in order, the least that at least the level's part of all do not exceed, and what the worst ones
/// make up.
public final class SimpleRisk {
  private static final MathContext DIGITS = new MathContext(400);

  private SimpleRisk() {}

  /// @param values doubles, at least one
  public static double of(AggregateCall call, List<Literal> values) {
    if (!(call.constants().getFirst().value() instanceof Double level)) {
      throw new IllegalArgumentException("a level that is a number");
    }
    var losses =
        values.stream()
            .map(value -> -(Double) value.value() + 0.0)
            .sorted(Comparator.reverseOrder())
            .toList();
    if (losses.stream().anyMatch(loss -> loss.isNaN())) {
      return Double.NaN;
    }
    var exact = new BigDecimal(Double.toString(level));
    return call.function().equals("value_at_risk")
        ? atRisk(losses.reversed(), exact)
        : shortfall(losses, BigDecimal.ONE.subtract(exact));
  }

  private static double atRisk(List<Double> ascending, BigDecimal level) {
    for (int i = 0; i < ascending.size(); i++) {
      var notAbove = BigDecimal.valueOf(i + 1L);
      if (notAbove.compareTo(level.multiply(BigDecimal.valueOf(ascending.size()))) >= 0) {
        return ascending.get(i);
      }
    }
    throw new IllegalArgumentException("no level above 1");
  }

  private static double shortfall(List<Double> descending, BigDecimal outside) {
    var size = outside.multiply(BigDecimal.valueOf(descending.size()));
    if (size.signum() == 0) {
      return descending.getFirst();
    }
    var sum = BigDecimal.ZERO;
    double infinite = 0;
    var rest = size;
    for (double loss : descending) {
      if (rest.signum() > 0) {
        var weight = rest.min(BigDecimal.ONE);
        rest = rest.subtract(weight);
        if (Double.isFinite(loss)) {
          var whole = new BigDecimal(loss);
          sum = sum.add(weight.compareTo(BigDecimal.ONE) == 0 ? whole : whole.multiply(weight));
        } else {
          infinite += loss;
        }
      }
    }
    return infinite != 0 ? infinite : sum.divide(size, DIGITS).doubleValue() + 0.0;
  }
}
