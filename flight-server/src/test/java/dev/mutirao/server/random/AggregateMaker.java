package dev.mutirao.server.random;

import java.util.List;
import java.util.Optional;

/// Makes calls of aggregates, plain or over windows.
final class AggregateMaker {
  /// Sums of DOUBLE are exact in any order up to here: 53 bits less those of an eighth.
  private static final double EXACT_SUM = 1L << 49;

  /// An aggregate that takes one kind or any, and what it gives. A new aggregate is a line here.
  private enum Aggregate {
    COUNT_ROWS("COUNT(*)", "COUNT(*)"),
    SUM("SUM(%s)", "SUM(%s)"),
    MIN("MIN(%s)", "MIN(%s)"),
    MAX("MAX(%s)", "MAX(%s)"),
    COUNT("COUNT(%s)", "COUNT(%s)"),
    AVG("AVG(%s)", "AVG(%s)"),
    ANY_VALUE("ANY_VALUE(%s)", "MIN(%s)"),
    BOOL_AND("BOOL_AND(%s)", "BOOL_AND(%s)"),
    BOOL_OR("BOOL_OR(%s)", "BOOL_OR(%s)"),
    EVERY("EVERY(%s)", "BOOL_AND(%s)");

    final String ours;
    final String theirs;

    Aggregate(String ours, String theirs) {
      this.ours = ours;
      this.theirs = theirs;
    }
  }

  private static final List<Aggregate> ALL = List.of(Aggregate.values());
  private static final List<Kind> SUMMED =
      List.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE, Kind.SMALLINT, Kind.TINYINT);

  private final Choices choices;
  private final ExpressionMaker expressions;

  AggregateMaker(Choices choices, ExpressionMaker expressions) {
    this.choices = choices;
    this.expressions = expressions;
  }

  /// Any aggregate over the rows of a scope.
  ///
  /// @param over what follows a call, such as `OVER (...)`
  /// @param approximate whether the result may be one that the engines round differently
  Expression any(Scope rows, Sql over, boolean approximate) {
    var scope = rows.withoutOuter().withoutSubqueries();
    var aggregate = choices.of(ALL);
    return switch (aggregate) {
      case COUNT_ROWS ->
          Expression.number(
              Kind.BIGINT, (double) scope.rows(), Sql.of("COUNT(*)%s%s", filter(scope), over));
      case COUNT ->
          call(
              aggregate,
              Expression.number(Kind.BIGINT, (double) scope.rows(), Sql.NONE),
              expressions.any(scope, 1),
              scope,
              over);
      case SUM -> sum(scope, over);
      case AVG -> average(scope, over, approximate);
      case MIN, MAX, ANY_VALUE -> extreme(aggregate, expressions.any(scope, 1), scope, over);
      case BOOL_AND, BOOL_OR, EVERY ->
          extreme(aggregate, expressions.make(Kind.BOOLEAN, scope, 1), scope, over);
    };
  }

  /// An aggregate that gives a kind.
  Expression of(Kind kind, Scope rows) {
    var scope = rows.withoutOuter().withoutSubqueries();
    var aggregate =
        choices.of(List.of(Aggregate.MAX, Aggregate.MIN, Aggregate.SUM, Aggregate.COUNT_ROWS));
    if (kind == Kind.BIGINT && aggregate == Aggregate.COUNT_ROWS) {
      return Expression.number(kind, (double) scope.rows(), Sql.of("COUNT(*)"));
    }
    if (kind == Kind.BIGINT && aggregate == Aggregate.SUM) {
      return sumOf(expressions.make(choices.of(Kind.INTEGERS), scope, 1), scope, Sql.NONE);
    }
    var extreme = aggregate == Aggregate.MIN ? Aggregate.MIN : Aggregate.MAX;
    return call(extreme, expressions.make(kind, scope, 1), scope, Sql.NONE);
  }

  private Expression sum(Scope scope, Sql over) {
    return sumOf(expressions.make(choices.of(SUMMED), scope, 1), scope, over);
  }

  private Expression sumOf(Expression argument, Scope scope, Sql over) {
    double bound = argument.bound() * Math.max(1, scope.rows());
    return switch (argument.kind()) {
      case DECIMAL ->
          bound > 1e20
              ? count(argument, scope, over)
              : call(
                  Aggregate.SUM,
                  Expression.decimal(bound, 38, argument.scale(), Sql.NONE),
                  argument,
                  scope,
                  over);
      case DOUBLE ->
          bound > EXACT_SUM
              ? count(argument, scope, over)
              : call(
                  Aggregate.SUM,
                  Expression.number(Kind.DOUBLE, bound, Sql.NONE),
                  argument,
                  scope,
                  over);
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          bound > Kind.BIGINT.limit()
              ? count(argument, scope, over)
              : call(
                  Aggregate.SUM,
                  Expression.number(Kind.BIGINT, bound, Sql.NONE),
                  argument,
                  scope,
                  over);
      case BOOLEAN, VARCHAR, DATE, TIME, TIMESTAMP, REAL, WILD ->
          throw new IllegalArgumentException("no sum of " + argument);
    };
  }

  private Expression count(Expression argument, Scope scope, Sql over) {
    return call(
        Aggregate.COUNT,
        Expression.number(Kind.BIGINT, (double) scope.rows(), Sql.NONE),
        argument,
        scope,
        over);
  }

  private Expression average(Scope scope, Sql over, boolean approximate) {
    var argument = expressions.make(choices.of(SUMMED), scope, 1);
    double sum = argument.bound() * Math.max(1, scope.rows());
    if (argument.kind() == Kind.DECIMAL) {
      return approximate && sum < 1e12
          ? call(
                  Aggregate.AVG,
                  Expression.decimal(argument.bound(), 38, argument.scale() + 6, Sql.NONE),
                  argument,
                  scope,
                  over)
              .asApproximate()
          : count(argument, scope, over);
    }
    return sum > EXACT_SUM
        ? count(argument, scope, over)
        : call(Aggregate.AVG, Expression.of(Kind.WILD, Sql.NONE), argument, scope, over);
  }

  private Expression extreme(Aggregate aggregate, Expression argument, Scope scope, Sql over) {
    return call(aggregate, argument, argument, scope, over);
  }

  private Expression call(Aggregate aggregate, Expression argument, Scope scope, Sql over) {
    return call(aggregate, argument, argument, scope, over);
  }

  private Expression call(
      Aggregate aggregate, Expression result, Expression argument, Scope scope, Sql over) {
    var distinct = over.equals(Sql.NONE) && choices.oneIn(6) ? "DISTINCT " : "";
    var call = Sql.either(aggregate.ours, aggregate.theirs, Sql.of(distinct + "%s", argument));
    return result.as(Sql.of("%s%s%s", call, filter(scope), over));
  }

  private Sql filter(Scope scope) {
    return choices.oneIn(6)
        ? Sql.of(" FILTER (WHERE %s)", expressions.predicate(scope, 1))
        : Sql.NONE;
  }

  /// `GROUPING(...)` of a group.
  Optional<Expression> grouping(Expression group) {
    return choices.oneIn(3)
        ? Optional.of(Expression.number(Kind.BIGINT, 1, Sql.of("GROUPING(%s)", group)))
        : Optional.empty();
  }
}
