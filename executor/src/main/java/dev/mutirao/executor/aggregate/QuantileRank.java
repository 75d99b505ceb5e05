package dev.mutirao.executor.aggregate;

import dev.mutirao.executor.plan.AggregateCall;

/// Which of so many ordered values a quantile is, or between which two, as PostgreSQL counts.
///
/// @param lower the value with so many before it, in ascending order
/// @param upper the same or the next one
/// @param weight how much of the way from the lower to the upper
public record QuantileRank(long lower, long upper, double weight) {
  /// The rank for MEDIAN, PERCENTILE_CONT and PERCENTILE_DISC over `count` values, at least one.
  public static QuantileRank of(AggregateCall call, long count) {
    boolean isMedian = call.function().equals("median");
    double fraction =
        isMedian || !(call.constants().getFirst().value() instanceof Double given) ? 0.5 : given;
    boolean descending =
        call.constants().size() > 1 && Boolean.TRUE.equals(call.constants().get(1).value());
    if (call.function().equals("percentile_disc")) {
      long rank = Math.clamp((long) Math.ceil(fraction * count) - 1, 0, count - 1);
      long ascending = descending ? count - 1 - rank : rank;
      return new QuantileRank(ascending, ascending, 0);
    }
    double place = fraction * (count - 1);
    long first = (long) Math.floor(place);
    long second = (long) Math.ceil(place);
    double weight = place - first;
    return descending
        ? new QuantileRank(count - 1 - second, count - 1 - first, second == first ? 0 : 1 - weight)
        : new QuantileRank(first, second, weight);
  }

  /// The number between two.
  public double between(double low, double high) {
    return weight == 0 ? low : low + weight * (high - low);
  }

  /// The integer nearest to what is between two.
  public long between(long low, long high) {
    return weight == 0 ? low : low + Math.round(weight * ((double) high - (double) low));
  }
}
