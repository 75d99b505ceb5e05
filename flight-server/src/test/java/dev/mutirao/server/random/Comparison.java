package dev.mutirao.server.random;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Compares the answers of two engines, or two answers of one.
final class Comparison {
  /// Of results that both engines may round differently: sums of rounded doubles, quotients of
  /// decimals, which DuckDB computes as doubles.
  private static final BigDecimal RELATIVE = new BigDecimal("1e-10");

  /// Half a unit of the last digit that our quotients of decimals keep.
  private static final BigDecimal ABSOLUTE = new BigDecimal("0.51e-6");

  private Comparison() {}

  /// How our rows differ from DuckDB's, if they do. -0 is 0 here.
  static Optional<String> withOracle(RandomQuery query, Answer.Rows ours, Answer.Rows theirs) {
    return difference(query, plainZeros(ours.rows()), plainZeros(theirs.rows()), true);
  }

  /// How two answers of ours differ, if they do: no bit may. Only where rows are ordered, -0 is 0:
  /// which of the two comes first, or is within a LIMIT, is not said.
  static Optional<String> sameBits(RandomQuery query, Answer.Rows ours, Answer.Rows expected) {
    return query.ordered()
        ? difference(query, plainZeros(ours.rows()), plainZeros(expected.rows()), false)
        : difference(query, ours.rows(), expected.rows(), false);
  }

  private static Optional<String> difference(
      RandomQuery query, List<List<String>> ours, List<List<String>> theirs, boolean tolerant) {
    if (ours.size() != theirs.size()) {
      return Optional.of(
          ours.size() + " rows, expected " + theirs.size() + onlyIn(query, ours, theirs));
    }
    var left = query.ordered() ? ours : sorted(query, ours);
    var right = query.ordered() ? theirs : sorted(query, theirs);
    for (int row = 0; row < left.size(); row++) {
      if (!same(query, left.get(row), right.get(row), tolerant)) {
        return Optional.of("row " + row + " is " + left.get(row) + ", expected " + right.get(row));
      }
    }
    return Optional.empty();
  }

  private static String onlyIn(
      RandomQuery query, List<List<String>> ours, List<List<String>> theirs) {
    var more = new ArrayList<>(sorted(query, ours));
    var missing = new ArrayList<>(sorted(query, theirs));
    theirs.forEach(more::remove);
    ours.forEach(missing::remove);
    return "; only ours " + few(more) + ", missing " + few(missing);
  }

  private static List<List<String>> few(List<List<String>> rows) {
    return rows.subList(0, Math.min(3, rows.size()));
  }

  private static List<List<String>> sorted(RandomQuery query, List<List<String>> rows) {
    var byExact =
        Comparator.<List<String>, String>comparing(row -> {
          var text = new StringBuilder();
          for (int i = 0; i < row.size(); i++) {
            text.append(query.approximate(i) ? "" : row.get(i)).append('\u0001');
          }
          return text.toString();
        });
    return rows.stream().sorted(byExact.thenComparing(Comparison::byNumbers)).toList();
  }

  private static int byNumbers(List<String> left, List<String> right) {
    for (int i = 0; i < left.size(); i++) {
      int order =
          isNumber(left.get(i)) && isNumber(right.get(i))
              ? new BigDecimal(left.get(i)).compareTo(new BigDecimal(right.get(i)))
              : left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static boolean same(
      RandomQuery query, List<String> ours, List<String> theirs, boolean tolerant) {
    for (int i = 0; i < ours.size(); i++) {
      boolean close = tolerant && query.approximate(i);
      if (!ours.get(i).equals(theirs.get(i)) && !(close && near(ours.get(i), theirs.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(String ours, String theirs) {
    if (!isNumber(ours) || !isNumber(theirs)) {
      return false;
    }
    var expected = new BigDecimal(theirs);
    var tolerance = expected.abs().multiply(RELATIVE).max(ABSOLUTE);
    return new BigDecimal(ours).subtract(expected).abs().compareTo(tolerance) <= 0;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && "-0123456789".indexOf(text.charAt(0)) >= 0
        && text.matches("-?[0-9.]+");
  }

  private static List<List<String>> plainZeros(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(cell -> cell.equals("-0") ? "0" : cell).toList())
        .toList();
  }
}
