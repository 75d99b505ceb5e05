package dev.mutirao.executor.aggregate;

import java.util.List;

/// The sums that a statistic of one or two variables is made of, exact per group. In the order of
/// {@link #terms}: the variables, then their products.
interface MomentSums {
  /// One sum: of a variable, or of the product of two (the same one twice for a square).
  ///
  /// @param other -1 for a variable alone
  record Term(int variable, int other) {
    boolean isProduct() {
      return other >= 0;
    }
  }

  /// Sums for the variance of one variable.
  List<Term> SQUARES = List.of(new Term(0, -1), new Term(0, 0));

  /// Sums for a covariance.
  List<Term> PRODUCTS = List.of(new Term(0, -1), new Term(1, -1), new Term(0, 1));

  /// Sums for a regression of variable 0 on variable 1.
  List<Term> REGRESSION =
      List.of(new Term(0, -1), new Term(1, -1), new Term(0, 1), new Term(0, 0), new Term(1, 1));

  /// The terms that a function needs.
  static List<Term> terms(String function) {
    return switch (function) {
      case "var_pop", "var_samp", "stddev_pop", "stddev_samp" -> SQUARES;
      case "standard_error", "confidence_low", "confidence_high" -> SQUARES;
      case "covar_pop", "covar_samp" -> PRODUCTS;
      default -> REGRESSION;
    };
  }

  /// The number of rows.
  long count(int group);

  /// Whether the sum is a number: an infinity or a NaN among the values makes it none.
  boolean isFinite(int group, int term);

  /// The sum.
  Dyadic exact(int group, int term);

  /// The sum to 106 bits; the same for every way to reach it.
  TwoDoubles nearest(int group, int term);

  /// Digits behind the point of a variable that is a decimal: the sums are over unscaled integers.
  int scale(int variable);
}
