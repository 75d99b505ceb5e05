package dev.mutirao.server.random;

import java.util.ArrayList;
import java.util.List;

/// Makes conditions.
final class PredicateMaker {
  private static final List<String> COMPARISONS = List.of("=", "<", ">", "<>", "<=", ">=");
  private static final List<String> CORRELATIONS =
      List.of("=", "=", "=", "<", "<>", "IS NOT DISTINCT FROM", "IS DISTINCT FROM");
  private static final List<String> PATTERNS =
      List.of("a%", "%a%", "%b", "_", "%", "a_c", "%é%", "", "__%", "a%b");

  private final Choices choices;
  private final ExpressionMaker expressions;
  private final SubqueryMaker subqueries;

  PredicateMaker(Choices choices, ExpressionMaker expressions, SubqueryMaker subqueries) {
    this.choices = choices;
    this.expressions = expressions;
    this.subqueries = subqueries;
  }

  Expression make(Scope scope, int depth) {
    boolean nested = scope.subqueries() && subqueries.allowed();
    if (scope.outer().isPresent() && choices.oneIn(3)) {
      return Expression.of(
          Kind.BOOLEAN, nested && choices.oneIn(3) ? within(scope) : correlated(scope));
    }
    return Expression.of(
        Kind.BOOLEAN,
        switch (choices.below(nested ? 17 : 13)) {
          case 0, 1, 2 -> comparison(scope, depth - 1);
          case 3 -> Sql.of("(%s IS NULL)", expressions.any(scope, depth - 1));
          case 4 -> Sql.of("(%s IS NOT NULL)", expressions.any(scope, depth - 1));
          case 5 -> depth > 0 ? Sql.of("(NOT %s)", make(scope, depth - 1)) : comparison(scope, 0);
          case 6 -> logic("AND", scope, depth);
          case 7 -> logic("OR", scope, depth);
          case 8 -> between(scope, depth - 1);
          case 9 -> inList(scope, depth - 1);
          case 10 -> like(scope, depth - 1);
          case 11 -> distinct(scope, depth - 1);
          case 12 -> truth(scope, depth - 1);
          case 13 -> subqueries.in(expressions.any(scope, 1), scope);
          case 14 -> subqueries.exists(scope);
          case 15 -> subqueries.rowIn(expressions.any(scope, 1), expressions.any(scope, 0), scope);
          default -> subqueries.quantified(expressions.any(scope, 1), scope);
        });
  }

  /// A subquery within a subquery.
  private Sql within(Scope scope) {
    return choices.oneIn(2)
        ? subqueries.in(expressions.any(scope, 0), scope)
        : subqueries.exists(scope);
  }

  /// A column of a query around this one, compared with one of this query.
  Sql correlated(Scope scope) {
    var outer =
        scope.outerColumns().stream()
            .filter(each -> !each.approximate() && !scope.columns(each.kind()).isEmpty())
            .toList();
    if (outer.isEmpty()) {
      return comparison(scope, 0);
    }
    var column = choices.of(outer);
    return Sql.of(
        "(%s %s %s)", column, choices.of(CORRELATIONS), choices.of(scope.columns(column.kind())));
  }

  private Sql logic(String operator, Scope scope, int depth) {
    if (depth <= 0) {
      return comparison(scope, 0);
    }
    return Sql.of("(%s %s %s)", make(scope, depth - 1), operator, make(scope, depth - 1));
  }

  private Sql comparison(Scope scope, int depth) {
    var left = expressions.any(scope, depth);
    return Sql.of("(%s %s %s)", left, choices.of(COMPARISONS), comparable(left, scope, depth));
  }

  /// A value that can be compared with another one.
  Expression comparable(Expression other, Scope scope, int depth) {
    if (other.kind().isNumber() && choices.oneIn(4)) {
      var kind =
          choices.of(List.of(Kind.INTEGER, Kind.BIGINT, Kind.DOUBLE, Kind.SMALLINT, Kind.DECIMAL));
      var made = expressions.make(kind, scope, depth);
      if (commonDecimal(other, made)) {
        return made;
      }
    }
    return expressions.make(other.kind(), scope, depth);
  }

  /// Whether the engines compare both by a type that holds both: DuckDB fails on a number that a
  /// DECIMAL beside it cannot hold.
  private static boolean commonDecimal(Expression left, Expression right) {
    boolean decimal = left.kind() == Kind.DECIMAL || right.kind() == Kind.DECIMAL;
    boolean floating = left.kind().isFloating() || right.kind().isFloating();
    return !decimal
        || !floating
            && Math.max(left.digits(), right.digits()) < 18
            && left.bound() < 1e9
            && right.bound() < 1e9;
  }

  private Sql between(Scope scope, int depth) {
    var subject = expressions.any(scope, depth);
    return Sql.of(
        choices.oneIn(3) ? "(%s NOT BETWEEN %s AND %s)" : "(%s BETWEEN %s AND %s)",
        subject,
        expressions.make(subject.kind(), scope, depth),
        expressions.make(subject.kind(), scope, depth));
  }

  private Sql inList(Scope scope, int depth) {
    var subject = expressions.any(scope, depth);
    var values = new ArrayList<Sql>();
    int count = 1 + choices.below(5);
    for (int i = 0; i < count; i++) {
      values.add(
          choices.oneIn(5)
              ? expressions.make(subject.kind(), scope, depth).sql()
              : choices.oneIn(9) ? Sql.of("NULL") : Literals.typed(subject.kind(), choices).sql());
    }
    return Sql.of(
        choices.oneIn(3) ? "(%s NOT IN (%s))" : "(%s IN (%s))", subject, Sql.join(", ", values));
  }

  private Sql like(Scope scope, int depth) {
    var subject = expressions.make(Kind.VARCHAR, scope, depth);
    var operator = choices.of(List.of("LIKE", "NOT LIKE", "ILIKE"));
    return Sql.of("(%s %s %s)", subject, operator, Literals.text(choices.of(PATTERNS)));
  }

  private Sql distinct(Scope scope, int depth) {
    var left = expressions.any(scope, depth);
    return Sql.of(
        choices.oneIn(2) ? "(%s IS NOT DISTINCT FROM %s)" : "(%s IS DISTINCT FROM %s)",
        left,
        expressions.make(left.kind(), scope, depth));
  }

  private Sql truth(Scope scope, int depth) {
    return expressions.make(Kind.BOOLEAN, scope, Math.min(depth, 0)).sql();
  }
}
