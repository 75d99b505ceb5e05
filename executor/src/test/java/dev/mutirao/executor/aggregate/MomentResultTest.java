package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.executor.aggregate.Aggregations.call;
import static dev.mutirao.executor.aggregate.Aggregations.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Statistics against decimal arithmetic of 200 digits, over data where nearly everything cancels.
class MomentResultTest {
  private static final MathContext DIGITS = new MathContext(200);
  private static final List<String> FUNCTIONS =
      List.of(
          "var_pop",
          "var_samp",
          "stddev_pop",
          "stddev_samp",
          "standard_error",
          "confidence_low",
          "confidence_high",
          "covar_pop",
          "covar_samp",
          "corr",
          "regr_slope",
          "regr_intercept",
          "regr_r2",
          "regr_sxx",
          "regr_sxy");

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsReleased() {
    allocator.close();
  }

  @Test
  void nothingIsLostWhereNearlyEverythingCancels() {
    var random = new Random(17);
    check(DOUBLE, () -> 1e15 + random.nextInt(3), () -> 1e9 + random.nextGaussian() * 1e-6);
    check(DOUBLE, () -> 1 + random.nextDouble() * 1e-12, () -> -1e7 + random.nextDouble());
  }

  @Test
  void plainDataIsRoundedOnce() {
    var random = new Random(18);
    check(DOUBLE, random::nextGaussian, () -> random.nextDouble() * 100);
    check(
        DOUBLE,
        () -> Math.scalb(random.nextGaussian(), random.nextInt(300) - 150),
        () -> Math.scalb(random.nextGaussian(), random.nextInt(60)));
  }

  @Test
  void integersAndDecimalsAreExact() {
    var random = new Random(19);
    check(BIGINT, () -> (double) (random.nextLong() >> 2), () -> random.nextInt(1000));
    check(new Type.Decimal(15, 3), () -> random.nextInt(1_000_000), () -> random.nextInt(9));
    check(new Type.Decimal(36, 6), () -> random.nextLong(), () -> random.nextInt());
  }

  /// For two columns of `type`, whose values, unscaled for decimals, are given.
  private void check(Type type, DoubleSupplier ys, DoubleSupplier xs) {
    int scale = type instanceof Type.Decimal decimal ? decimal.scale() : 0;
    var input = List.of(type, type);
    var calls =
        FUNCTIONS.stream()
            .map(name -> isOfOne(name) ? call(name, input, 0) : call(name, input, 0, 1))
            .toArray(AggregateCall[]::new);
    for (int count : new int[] {2, 3, 50, 1000}) {
      var rows = new ArrayList<List<Literal>>();
      var y = new ArrayList<BigDecimal>();
      var x = new ArrayList<BigDecimal>();
      for (int i = 0; i < count; i++) {
        var row = List.of(literal(type, ys.getAsDouble()), literal(type, xs.getAsDouble()));
        rows.add(row);
        y.add(number(row.get(0), scale));
        x.add(number(row.get(1), scale));
      }
      var runs = new Aggregations(allocator, count);
      runs.threads = 2;
      var got = runs.run(node(AggregatePhase.SINGLE, input, List.of(), calls), rows).get(List.of());
      for (int i = 0; i < calls.length; i++) {
        var name = FUNCTIONS.get(i);
        var expected = expected(name, y, x);
        if (expected == null) {
          assertTrue(got.get(i).isNull(), name);
          continue;
        }
        double value = (Double) got.get(i).value();
        assertEquals(
            expected.doubleValue(),
            value,
            Math.ulp(name.startsWith("confidence") ? 4 * greatest(y) : value)
                * (isFast(name) ? 1 : 0),
            () -> name + " of " + rows.size() + " " + type.sql());
      }
    }
  }

  /// Whether the last place may be off in rare cases, where 106 bits were used.
  private static boolean isFast(String name) {
    return isOfOne(name) || name.startsWith("covar");
  }

  private static boolean isOfOne(String name) {
    return switch (name) {
      case "var_pop", "var_samp", "stddev_pop", "stddev_samp" -> true;
      case "standard_error", "confidence_low", "confidence_high" -> true;
      default -> false;
    };
  }

  /// What may be off in the last place where an interval's end is a difference.
  private static double greatest(List<BigDecimal> values) {
    return values.stream().mapToDouble(BigDecimal::doubleValue).map(Math::abs).max().orElseThrow();
  }

  private static Literal literal(Type type, double value) {
    return switch (type.layout()) {
      case FLOAT64 -> Literal.of(value);
      case INT64 -> new Literal(type, (long) value);
      default -> new Literal(type, BigInteger.valueOf((long) value));
    };
  }

  private static BigDecimal number(Literal literal, int scale) {
    return literal.value() instanceof Double number
        ? new BigDecimal(number)
        : new BigDecimal(new BigInteger(String.valueOf(literal.value())), scale);
  }

  private static @org.jspecify.annotations.Nullable BigDecimal expected(
      String name, List<BigDecimal> y, List<BigDecimal> x) {
    var count = BigDecimal.valueOf(y.size());
    var less = BigDecimal.valueOf(y.size() - 1);
    var yy = centred(y, y);
    var xx = centred(x, x);
    var yx = centred(y, x);
    boolean xFlat = xx.signum() == 0;
    boolean flat = xFlat || yy.signum() == 0;
    return switch (name) {
      case "var_pop" -> yy.divide(count, DIGITS);
      case "var_samp" -> yy.divide(less, DIGITS);
      case "stddev_pop" -> yy.divide(count, DIGITS).sqrt(DIGITS);
      case "stddev_samp" -> yy.divide(less, DIGITS).sqrt(DIGITS);
      case "standard_error" -> yy.divide(less.multiply(count), DIGITS).sqrt(DIGITS);
      case "confidence_low" -> mean(y).subtract(margin(yy, less, count));
      case "confidence_high" -> mean(y).add(margin(yy, less, count));
      case "covar_pop" -> yx.divide(count, DIGITS);
      case "covar_samp" -> yx.divide(less, DIGITS);
      case "corr" -> flat ? null : yx.divide(xx.multiply(yy).sqrt(DIGITS), DIGITS);
      case "regr_slope" -> xFlat ? null : yx.divide(xx, DIGITS);
      case "regr_intercept" ->
          xFlat ? null : mean(y).subtract(yx.divide(xx, DIGITS).multiply(mean(x)));
      case "regr_r2" ->
          xFlat ? null : flat ? BigDecimal.ONE : yx.multiply(yx).divide(xx.multiply(yy), DIGITS);
      case "regr_sxx" -> xx;
      case "regr_sxy" -> yx;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// Of an interval that holds 95 %: 1.959963984540054 standard errors.
  private static BigDecimal margin(BigDecimal squares, BigDecimal less, BigDecimal count) {
    return squares
        .divide(less.multiply(count), DIGITS)
        .sqrt(DIGITS)
        .multiply(new BigDecimal("1.9599639845400542355"));
  }

  private static BigDecimal mean(List<BigDecimal> values) {
    return values.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(values.size()), DIGITS);
  }

  /// The sum of the products of the distances from the means.
  private static BigDecimal centred(List<BigDecimal> left, List<BigDecimal> right) {
    var count = BigDecimal.valueOf(left.size());
    var products = BigDecimal.ZERO;
    var lefts = BigDecimal.ZERO;
    var rights = BigDecimal.ZERO;
    for (int i = 0; i < left.size(); i++) {
      products = products.add(left.get(i).multiply(right.get(i)));
      lefts = lefts.add(left.get(i));
      rights = rights.add(right.get(i));
    }
    return products
        .multiply(count)
        .subtract(lefts.multiply(rights))
        .divide(count, new MathContext(400));
  }
}
