package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.DOUBLE;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.random.Normal;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.arrow.memory.BufferAllocator;

/// Makes variances, covariances and regressions from exact sums: the quotient of two exact numbers,
/// rounded once. Where nothing much cancels out, 106 bits give it faster.
///
/// For variables y (0) and x (1) and `C(a, b) = n * sum(a * b) - sum(a) * sum(b)`:
///
/// | function | value |
/// | --- | --- |
/// | VAR_POP, VAR_SAMP, COVAR_POP, COVAR_SAMP | `C / n^2`, `C / (n * (n - 1))` |
/// | STANDARD_ERROR | the root of `C / (n^2 * (n - 1))` |
/// | CONFIDENCE_LOW, CONFIDENCE_HIGH | `sum(x) / n`, less or more so many standard errors as the normal distribution has |
/// | REGR_SXX, REGR_SYY, REGR_SXY | `C / n` |
/// | REGR_SLOPE | `C(y, x) / C(x, x)` |
/// | REGR_INTERCEPT | `(sum(y) * C(x, x) - sum(x) * C(y, x)) / (n * C(x, x))` |
/// | REGR_R2, CORR | `C(y, x)^2 / (C(x, x) * C(y, y))`, its root with the sign of `C(y, x)` |
final class MomentResult {
  /// What is left of a difference must be more than so little of it, or it is computed exactly.
  private static final double CANCELLED = 0x1p-40;

  private static final double SMALLEST = 0x1p-800;
  private static final long EXACT_PRODUCT = 1L << 26;

  /// How sure an interval is that comes without a level.
  private static final double USUAL_LEVEL = 0.95;

  private final AggregateCall call;
  private final String function;
  private final MomentSums sums;
  private final List<MomentSums.Term> terms;

  MomentResult(AggregateCall call, MomentSums sums, List<MomentSums.Term> terms) {
    this.call = call;
    this.function = call.function();
    this.sums = sums;
    this.terms = terms;
  }

  /// The results of the groups at `from` to `to` of `groups`.
  static Column column(
      AggregateCall call,
      MomentSums sums,
      List<MomentSums.Term> terms,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator) {
    var result = new MomentResult(call, sums, terms);
    try (var results = new FixedColumnWriter(allocator, call.type(), to - from)) {
      for (int i = from; i < to; i++) {
        var value = result.of(groups[i]);
        if (value.isPresent()) {
          results.cells().set(DOUBLE, (long) (i - from) << 3, value.getAsDouble());
        } else {
          results.setNull(i - from);
        }
      }
      return results.finish();
    }
  }

  /// The result of a group; nothing where it is NULL.
  OptionalDouble of(int group) {
    long count = sums.count(group);
    boolean isSample =
        switch (function) {
          case "var_samp", "stddev_samp", "covar_samp" -> true;
          case "standard_error", "confidence_low", "confidence_high" -> true;
          default -> false;
        };
    if (count == 0 || isSample && count == 1) {
      return OptionalDouble.empty();
    }
    if (!isFinite(group)) {
      return OptionalDouble.of(Double.NaN);
    }
    long divisor = isSample ? count - 1 : count;
    return switch (function) {
      case "var_pop", "var_samp" -> OptionalDouble.of(covariance(group, 0, 0, divisor, 1, false));
      case "stddev_pop", "stddev_samp" ->
          OptionalDouble.of(covariance(group, 0, 0, divisor, 1, true));
      case "standard_error" -> OptionalDouble.of(covariance(group, 0, 0, divisor, count, true));
      case "confidence_low" -> bound(group, -1);
      case "confidence_high" -> bound(group, 1);
      case "covar_pop", "covar_samp" ->
          OptionalDouble.of(covariance(group, 0, 1, divisor, 1, false));
      case "regr_avgx" -> quotient(sum(group, 1, -1), Dyadic.of(count), 0, 1);
      case "regr_avgy" -> quotient(sum(group, 0, -1), Dyadic.of(count), 1, 0);
      case "regr_sxx" -> quotient(centred(group, 1, 1), Dyadic.of(count), 0, 2);
      case "regr_syy" -> quotient(centred(group, 0, 0), Dyadic.of(count), 2, 0);
      case "regr_sxy" -> quotient(centred(group, 0, 1), Dyadic.of(count), 1, 1);
      case "regr_slope" -> quotient(centred(group, 0, 1), centred(group, 1, 1), 1, -1);
      case "regr_intercept" -> intercept(group, count);
      case "regr_r2" -> determination(group);
      case "corr" -> correlation(group);
      default -> throw new IllegalArgumentException("no such statistic: " + function);
    };
  }

  private OptionalDouble intercept(int group, long count) {
    var squares = centred(group, 1, 1);
    var dividend =
        sum(group, 0, -1).times(squares).minus(sum(group, 1, -1).times(centred(group, 0, 1)));
    return quotient(dividend, squares.times(BigInteger.valueOf(count)), 1, 0);
  }

  /// NULL where x does not vary; where y does not, the line explains everything.
  private OptionalDouble determination(int group) {
    var xs = centred(group, 1, 1);
    var ys = centred(group, 0, 0);
    if (xs.isZero() || ys.isZero()) {
      return xs.isZero() ? OptionalDouble.empty() : OptionalDouble.of(1);
    }
    var both = centred(group, 0, 1);
    return OptionalDouble.of(both.times(both).dividedBy(xs.times(ys)));
  }

  private OptionalDouble correlation(int group) {
    var squares = centred(group, 1, 1).times(centred(group, 0, 0));
    if (squares.isZero()) {
      return OptionalDouble.empty();
    }
    var both = centred(group, 0, 1);
    double size = both.times(both).rootOfQuotient(squares);
    return OptionalDouble.of(both.value().signum() < 0 ? -size : size);
  }

  /// An end of the interval that holds the mean of the distribution as surely as the call's level
  /// says; NULL for a level that is.
  ///
  /// @param side -1 for the lower end, 1 for the upper one
  private OptionalDouble bound(int group, int side) {
    double level = USUAL_LEVEL;
    if (!call.constants().isEmpty()) {
      if (!(call.constants().getFirst().value() instanceof Double given)) {
        return OptionalDouble.empty();
      }
      level = given;
    }
    long count = sums.count(group);
    double mean = mean(group, count);
    double error = covariance(group, 0, 0, count - 1, count, true);
    return OptionalDouble.of(
        error == 0 ? mean : mean + side * Normal.quantile(0.5 + level / 2) * error);
  }

  private double mean(int group, long count) {
    if (sums.scale(0) == 0) {
      var sum = sums.nearest(group, term(0, -1));
      if (sum.isFinite()) {
        return sum.dividedBy((double) count).high();
      }
    }
    return sum(group, 0, -1).dividedBy(Dyadic.of(count).times(BigInteger.TEN.pow(sums.scale(0))));
  }

  /// The covariance of two variables, or of one with itself and then perhaps its root.
  ///
  /// @param divisor what the sum of the products of distances from the means is divided by
  /// @param further the same once more
  private double covariance(
      int group, int first, int second, long divisor, long further, boolean root) {
    long count = sums.count(group);
    if (count == 1) {
      return 0;
    }
    int scale = sums.scale(first) + sums.scale(second);
    if (scale == 0 && count < EXACT_PRODUCT) {
      var whole = sums.nearest(group, term(first, second)).times((double) count);
      var means = sums.nearest(group, term(first, -1));
      var product = means.times(first == second ? means : sums.nearest(group, term(second, -1)));
      var difference = whole.minus(product);
      double size = Math.abs(whole.high());
      if (difference.isFinite()
          && size > SMALLEST
          && Math.abs(difference.high()) > size * CANCELLED) {
        var covariance = difference.dividedBy((double) count * divisor).dividedBy((double) further);
        return root ? covariance.root() : covariance.high();
      }
    }
    var by =
        Dyadic.of(count)
            .times(BigInteger.valueOf(divisor))
            .times(BigInteger.valueOf(further))
            .times(BigInteger.TEN.pow(scale));
    var centred = centred(group, first, second);
    return root ? centred.rootOfQuotient(by) : centred.dividedBy(by);
  }

  /// `n * sum(a * b) - sum(a) * sum(b)`, which is n^2 times the covariance.
  private Dyadic centred(int group, int first, int second) {
    return sum(group, first, second)
        .times(BigInteger.valueOf(sums.count(group)))
        .minus(sum(group, first, -1).times(sum(group, second, -1)));
  }

  /// @param yPower how often the result has the unit of y, which decides on its decimal point
  /// @param xPower the same of x
  private OptionalDouble quotient(Dyadic dividend, Dyadic divisor, int yPower, int xPower) {
    if (divisor.isZero()) {
      return OptionalDouble.empty();
    }
    int digits = yPower * sums.scale(0) + xPower * sums.scale(1);
    var ten = BigInteger.TEN.pow(Math.abs(digits));
    return OptionalDouble.of(
        digits >= 0
            ? dividend.dividedBy(divisor.times(ten))
            : dividend.times(ten).dividedBy(divisor));
  }

  private Dyadic sum(int group, int variable, int other) {
    return sums.exact(group, term(variable, other));
  }

  private int term(int variable, int other) {
    return terms.indexOf(new MomentSums.Term(variable, other));
  }

  /// Whether all values are numbers.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when they are, but a square is beyond
  ///   the range of DOUBLE
  private boolean isFinite(int group) {
    boolean values = true;
    boolean products = true;
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).isProduct()) {
        products &= sums.isFinite(group, i);
      } else {
        values &= sums.isFinite(group, i);
      }
    }
    if (values && !products) {
      throw QueryErrors.overflow(
          function + " of values whose products do not fit either",
          "DOUBLE",
          "divide the arguments by a power of ten");
    }
    return values;
  }
}
