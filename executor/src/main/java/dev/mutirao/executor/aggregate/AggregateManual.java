package dev.mutirao.executor.aggregate;

import java.util.List;

/// What users read about aggregates. The examples run as tests.
public final class AggregateManual {
  /// The table of the examples.
  public static final String TABLE =
      "(VALUES (1, 10, 'b'), (2, 20, 'a'), (3, 20, 'a'), (4, 40, NULL)) AS t (x, y, s)";

  /// All aggregates, by name.
  static final List<AggregateDescription> ALL =
      List.of(
          new AggregateDescription(
              "any_value",
              List.of(),
              "any_value(x)",
              "One of the values that are not NULL: the least.",
              "any_value(s)",
              "a"),
          new AggregateDescription(
              "approx_count_distinct",
              List.of(),
              "approx_count_distinct(x)",
              "About how many different values there are (HyperLogLog): off by 1.6% or less in two of three cases, exact for few values.",
              "approx_count_distinct(y)",
              "3"),
          new AggregateDescription(
              "approx_quantile",
              List.of(),
              "approx_quantile(x, fraction)",
              "Value below which about this fraction of the values lies, as a DOUBLE at most 0.4% nearer to zero than quantile_disc.",
              "approx_quantile(y, 0.5)",
              "20"),
          new AggregateDescription(
              "arg_max",
              List.of("argmax", "max_by"),
              "arg_max(x, y)",
              "The x of the row with the greatest y; of several such rows the least x. Rows where either is NULL do not count.",
              "arg_max(s, x)",
              "a"),
          new AggregateDescription(
              "arg_min",
              List.of("argmin", "min_by"),
              "arg_min(x, y)",
              "The x of the row with the least y; of several such rows the least x. Rows where either is NULL do not count.",
              "arg_min(s, x)",
              "b"),
          new AggregateDescription(
              "avg",
              List.of(),
              "avg(x)",
              "Mean of the values that are not NULL; over DOUBLE the exact sum, rounded once, by the count.",
              "avg(y)",
              "22.5"),
          new AggregateDescription(
              "bit_and", List.of(), "bit_and(x)", "Bits that all values have.", "bit_and(y)", "0"),
          new AggregateDescription(
              "bit_or", List.of(), "bit_or(x)", "Bits that any value has.", "bit_or(x)", "7"),
          new AggregateDescription(
              "bit_xor",
              List.of(),
              "bit_xor(x)",
              "Bits that an odd number of values has.",
              "bit_xor(x)",
              "4"),
          new AggregateDescription(
              "bool_and",
              List.of(),
              "bool_and(x)",
              "Whether all values that are not NULL are true.",
              "bool_and(x > 1)",
              "false"),
          new AggregateDescription(
              "bool_or",
              List.of(),
              "bool_or(x)",
              "Whether any value that is not NULL is true.",
              "bool_or(x > 3)",
              "true"),
          new AggregateDescription(
              "corr",
              List.of(),
              "corr(y, x)",
              "Correlation, from -1 to 1; NULL where x or y does not vary.",
              "corr(y, x)",
              "0.9233805168766387"),
          new AggregateDescription(
              "count",
              List.of(),
              "count(*), count(x, ...)",
              "Number of rows, or of rows where no argument is NULL.",
              "count(s)",
              "3"),
          new AggregateDescription(
              "count_if",
              List.of("countif"),
              "count_if(x)",
              "Number of rows where x is true.",
              "count_if(y = 20)",
              "2"),
          new AggregateDescription(
              "covar_pop",
              List.of(),
              "covar_pop(y, x)",
              "Covariance, by the number of rows.",
              "covar_pop(y, x)",
              "11.25"),
          new AggregateDescription(
              "covar_samp",
              List.of(),
              "covar_samp(y, x)",
              "Covariance of a sample, by one less than the number of rows; NULL for one row.",
              "covar_samp(y, x)",
              "15"),
          new AggregateDescription(
              "every",
              List.of(),
              "every(x)",
              "Standard SQL's name for bool_and.",
              "every(x > 0)",
              "true"),
          new AggregateDescription(
              "first",
              List.of(),
              "first(x ORDER BY k, ...)",
              "The x of the first row in the order, NULL too; of rows that tie the least x.",
              "first(s ORDER BY x DESC)",
              ""),
          new AggregateDescription(
              "geometric_mean",
              List.of("geomean"),
              "geometric_mean(x)",
              "The root of the product: exp(avg(ln(x))).",
              "geometric_mean(x)",
              "2.213363839400643"),
          new AggregateDescription(
              "histogram",
              List.of(),
              "histogram(x)",
              "How often each value occurs, as text in the order of the values.",
              "histogram(y)",
              "{10=1, 20=2, 40=1}"),
          new AggregateDescription(
              "last",
              List.of(),
              "last(x ORDER BY k, ...)",
              "The x of the last row in the order, NULL too; of rows that tie the least x.",
              "last(x ORDER BY y)",
              "4"),
          new AggregateDescription(
              "max",
              List.of(),
              "max(x)",
              "Greatest value that is not NULL; NaN is greater than every number.",
              "max(s)",
              "b"),
          new AggregateDescription(
              "median",
              List.of(),
              "median(x)",
              "The value in the middle, or the mean of the two in the middle: percentile_cont at 0.5.",
              "median(y)",
              "20"),
          new AggregateDescription(
              "min", List.of(), "min(x)", "Least value that is not NULL.", "min(s)", "a"),
          new AggregateDescription(
              "mode",
              List.of(),
              "mode(x), mode() WITHIN GROUP (ORDER BY x)",
              "The value that occurs most often; of several such values the first in the order.",
              "mode(y)",
              "20"),
          new AggregateDescription(
              "percentile_cont",
              List.of("quantile_cont"),
              "percentile_cont(fraction) WITHIN GROUP (ORDER BY x), percentile_cont(x, fraction)",
              "Value at this fraction of the way through the ordered values, between two of them where need be. For numbers and intervals.",
              "percentile_cont(0.9) WITHIN GROUP (ORDER BY y)",
              "34"),
          new AggregateDescription(
              "percentile_disc",
              List.of("quantile", "quantile_disc"),
              "percentile_disc(fraction) WITHIN GROUP (ORDER BY x), percentile_disc(x, fraction)",
              "First value, in order, that has at least this fraction of the values at or before it. For any type.",
              "percentile_disc(0.5) WITHIN GROUP (ORDER BY s)",
              "a"),
          new AggregateDescription(
              "product",
              List.of(),
              "product(x)",
              "Product of the values that are not NULL, as a DOUBLE that is rounded once.",
              "product(x)",
              "24"),
          new AggregateDescription(
              "regr_avgx",
              List.of(),
              "regr_avgx(y, x)",
              "Mean of x where neither is NULL.",
              "regr_avgx(y, x)",
              "2.5"),
          new AggregateDescription(
              "regr_avgy",
              List.of(),
              "regr_avgy(y, x)",
              "Mean of y where neither is NULL.",
              "regr_avgy(y, x)",
              "22.5"),
          new AggregateDescription(
              "regr_count",
              List.of(),
              "regr_count(y, x)",
              "Number of rows where neither is NULL.",
              "regr_count(y, x)",
              "4"),
          new AggregateDescription(
              "regr_intercept",
              List.of(),
              "regr_intercept(y, x)",
              "Where the line of least squares meets the y axis; NULL where x does not vary.",
              "regr_intercept(y, x)",
              "0"),
          new AggregateDescription(
              "regr_r2",
              List.of(),
              "regr_r2(y, x)",
              "How much of the variance of y the line of least squares explains: corr squared.",
              "regr_r2(y, x)",
              "0.8526315789473684"),
          new AggregateDescription(
              "regr_slope",
              List.of(),
              "regr_slope(y, x)",
              "Slope of the line of least squares; NULL where x does not vary.",
              "regr_slope(y, x)",
              "9"),
          new AggregateDescription(
              "regr_sxx",
              List.of(),
              "regr_sxx(y, x)",
              "Sum of the squared distances of x from its mean, where neither is NULL.",
              "regr_sxx(y, x)",
              "5"),
          new AggregateDescription(
              "regr_sxy",
              List.of(),
              "regr_sxy(y, x)",
              "Sum of the products of the distances of x and y from their means.",
              "regr_sxy(y, x)",
              "45"),
          new AggregateDescription(
              "regr_syy",
              List.of(),
              "regr_syy(y, x)",
              "Sum of the squared distances of y from its mean, where neither is NULL.",
              "regr_syy(y, x)",
              "475"),
          new AggregateDescription(
              "stddev_pop",
              List.of(),
              "stddev_pop(x)",
              "Standard deviation: the root of var_pop.",
              "stddev_pop(x)",
              "1.118033988749895"),
          new AggregateDescription(
              "stddev_samp",
              List.of("stddev"),
              "stddev_samp(x)",
              "Standard deviation of a sample: the root of var_samp.",
              "stddev_samp(x)",
              "1.2909944487358056"),
          new AggregateDescription(
              "string_agg",
              List.of("group_concat", "listagg"),
              "string_agg(text, separator [ORDER BY k, ...]), string_agg(text)",
              "The texts that are not NULL in one, with a separator, a comma where none is given. Without ORDER BY in the order of the texts; over a window in the window's order.",
              "string_agg(s, '; ' ORDER BY x)",
              "b; a; a"),
          new AggregateDescription(
              "sum",
              List.of(),
              "sum(x)",
              "Sum of the values that are not NULL, NULL when there is none; over DOUBLE exact and rounded once.",
              "sum(y)",
              "90"),
          new AggregateDescription(
              "var_pop",
              List.of(),
              "var_pop(x)",
              "Variance, by the number of values, from exact sums and rounded once.",
              "var_pop(x)",
              "1.25"),
          new AggregateDescription(
              "var_samp",
              List.of("variance"),
              "var_samp(x)",
              "Variance of a sample, by one less than the number of values; NULL for one value.",
              "var_samp(x)",
              "1.6666666666666667"));

  private AggregateManual() {}
}
