package dev.mutirao.server.random;

import java.util.ArrayList;
import java.util.List;

/// Makes window functions.
final class WindowMaker {
  private static final List<String> STARTS =
      List.of("UNBOUNDED PRECEDING", "2 PRECEDING", "1 PRECEDING", "CURRENT ROW", "1 FOLLOWING");
  private static final List<String> ENDS =
      List.of("UNBOUNDED FOLLOWING", "3 FOLLOWING", "1 FOLLOWING", "CURRENT ROW", "1 PRECEDING");

  private final Choices choices;
  private final ExpressionMaker expressions;
  private final AggregateMaker aggregates;

  WindowMaker(Choices choices, ExpressionMaker expressions, AggregateMaker aggregates) {
    this.choices = choices;
    this.expressions = expressions;
    this.aggregates = aggregates;
  }

  /// A window function over rows, which are told apart by a key if there is one.
  Expression make(Scope rows, List<Expression> key, boolean approximate) {
    var scope = rows.withoutOuter().withoutSubqueries();
    boolean total = !key.isEmpty() && choices.allButOneIn(3);
    var order = order(scope, total ? key : List.of());
    var partition =
        choices.oneIn(3)
            ? Sql.NONE
            : Sql.of("PARTITION BY %s ", expressions.variable(scope, choices.below(2)));
    if (choices.oneIn(8)) {
      return nearby(scope, partition, approximate);
    }
    int function = choices.below(total ? 9 : 3);
    return switch (function) {
      case 0, 1 -> aggregates.any(scope, over(partition, order, frame(total)), approximate);
      case 2 -> rank(over(partition, order, ""), scope);
      case 3 ->
          Expression.number(
              Kind.BIGINT,
              (double) scope.rows(),
              Sql.of("ROW_NUMBER()%s", over(partition, order, "")));
      case 4, 5 -> shift(scope, over(partition, order, ""));
      case 6 ->
          Expression.number(
              Kind.BIGINT,
              10,
              Sql.of("NTILE(%s)%s", 1 + choices.below(5), over(partition, order, "")));
      default -> {
        var value = expressions.any(scope, 1);
        var call =
            switch (choices.below(3)) {
              case 0 -> Sql.of("FIRST_VALUE(%s)", value);
              case 1 -> Sql.of("LAST_VALUE(%s)", value);
              default -> Sql.of("NTH_VALUE(%s, %s)", value, 1 + choices.below(3));
            };
        yield value.as(Sql.of("%s%s", call, over(partition, order, frame(true))));
      }
    };
  }

  /// An aggregate over the rows whose order column is near that of the current one.
  private Expression nearby(Scope scope, Sql partition, boolean approximate) {
    var kind = choices.of(List.of(Kind.INTEGER, Kind.DOUBLE, Kind.BIGINT, Kind.SMALLINT));
    var by = expressions.make(kind, scope, choices.below(2));
    if (by.bound() > Math.min(1e6, by.kind().limit() - 10) || by.constant()) {
      return Expression.number(Kind.BIGINT, (double) scope.rows(), Sql.of("COUNT(*) OVER ()"));
    }
    var frame =
        choices.of(
            List.of(
                "2 PRECEDING AND CURRENT ROW",
                "1 PRECEDING AND 1 FOLLOWING",
                "UNBOUNDED PRECEDING AND 3 FOLLOWING",
                "1 FOLLOWING AND 5 FOLLOWING",
                "4 PRECEDING AND 2 PRECEDING",
                "CURRENT ROW AND UNBOUNDED FOLLOWING"));
    var order = Sql.of("ORDER BY %s%s", by, direction());
    return aggregates.any(scope, over(partition, order, " RANGE BETWEEN " + frame), approximate);
  }

  private Expression rank(Sql over, Scope scope) {
    return switch (choices.below(4)) {
      case 0 -> Expression.number(Kind.BIGINT, (double) scope.rows(), Sql.of("RANK()%s", over));
      case 1 ->
          Expression.number(Kind.BIGINT, (double) scope.rows(), Sql.of("DENSE_RANK()%s", over));
      case 2 -> Expression.of(Kind.WILD, Sql.of("PERCENT_RANK()%s", over));
      default -> Expression.of(Kind.WILD, Sql.of("CUME_DIST()%s", over));
    };
  }

  private Expression shift(Scope scope, Sql over) {
    var value = expressions.any(scope, 1);
    var name = choices.of(List.of("LAG", "LEAD"));
    return switch (choices.below(3)) {
      case 0 -> value.as(Sql.of("%s(%s)%s", name, value, over));
      case 1 -> value.as(Sql.of("%s(%s, %s)%s", name, value, choices.below(4), over));
      default -> {
        var other = expressions.leaf(value.kind(), scope);
        yield value
            .or(other, Sql.of("%s(%s, 2, %s)%s", name, value, other, over))
            .as(Sql.of("%s(%s, 2, %s)%s", name, value, other, over));
      }
    };
  }

  private static Sql over(Sql partition, Sql order, String frame) {
    return Sql.of(" OVER (%s%s%s)", partition, order, frame);
  }

  private Sql order(Scope scope, List<Expression> key) {
    var by = new ArrayList<Sql>();
    int count = key.isEmpty() ? 1 + choices.below(2) : choices.below(2);
    for (int i = 0; i < count; i++) {
      by.add(Sql.of("%s%s", expressions.variable(scope, choices.below(2)), direction()));
    }
    for (var column : key) {
      by.add(Sql.of("%s%s", column, direction()));
    }
    return Sql.of("ORDER BY %s", Sql.join(", ", by));
  }

  /// How one column is ordered.
  String direction() {
    return choices.of(
        List.of(
            "",
            " DESC",
            " ASC NULLS FIRST",
            " DESC NULLS LAST",
            " NULLS LAST",
            " DESC NULLS FIRST"));
  }

  private String frame(boolean total) {
    int kind = choices.below(4);
    if (kind == 0) {
      return "";
    }
    var unit = total ? choices.of(List.of("ROWS", "GROUPS")) : "GROUPS";
    if (kind == 1) {
      return choices.of(
          List.of(
              " RANGE UNBOUNDED PRECEDING",
              " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
              " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"));
    }
    int start = choices.below(STARTS.size());
    int end = choices.below(STARTS.size() - start == 1 ? 3 : start == 3 ? 4 : ENDS.size());
    return " "
        + unit
        + " BETWEEN "
        + STARTS.get(start)
        + " AND "
        + ENDS.get(end)
        + choices.of(
            List.of("", "", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES"));
  }
}
