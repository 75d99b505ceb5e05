package dev.mutirao.server.random;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Makes expressions of a wanted kind.
final class ExpressionMaker {
  private static final Map<Kind, List<Functions>> FUNCTIONS = new EnumMap<>(Kind.class);

  static {
    for (var kind : Kind.ALL) {
      FUNCTIONS.put(kind, Functions.of(kind));
    }
  }

  private final Choices choices;
  private final PredicateMaker predicates;
  private final SubqueryMaker subqueries;

  ExpressionMaker(Choices choices, SubqueryMaker subqueries) {
    this.choices = choices;
    this.subqueries = subqueries;
    this.predicates = new PredicateMaker(choices, this, subqueries);
  }

  /// A condition.
  Expression predicate(Scope scope, int depth) {
    return predicates.make(scope, depth);
  }

  /// A column of a query around this one, compared with one of this query.
  Sql correlated(Scope scope) {
    return predicates.correlated(scope);
  }

  /// An expression of a kind that the scope has, if it has any.
  Expression any(Scope scope, int depth) {
    var exact = scope.columns().stream().filter(column -> !column.approximate()).toList();
    var kind = exact.isEmpty() ? Kind.INTEGER : choices.of(exact).kind();
    return make(kind, scope, depth);
  }

  /// An expression that names a column, for places where a constant means something else.
  Expression variable(Scope scope, int depth) {
    var made = any(scope, depth);
    if (!made.constant()) {
      return made;
    }
    var exact = scope.columns().stream().filter(column -> !column.approximate()).toList();
    return exact.isEmpty() ? made : choices.of(exact);
  }

  Expression make(Kind kind, Scope scope, int depth) {
    if (depth <= 0 || !choices.oneIn(2)) {
      return leaf(kind, scope);
    }
    if (kind == Kind.BOOLEAN) {
      return predicates.make(scope, depth);
    }
    return switch (choices.below(5)) {
      case 0, 1 -> arithmetic(kind, scope, depth - 1);
      case 2, 3 -> function(kind, scope, depth - 1);
      default -> choice(kind, scope, depth - 1);
    };
  }

  /// A column, or else a constant.
  Expression leaf(Kind kind, Scope scope) {
    var columns = new ArrayList<>(scope.columns(kind));
    boolean outside = scope.outer().isPresent() && choices.oneIn(4);
    if (outside) {
      columns = new ArrayList<>(scope.outerColumns());
      columns.removeIf(column -> column.kind() != kind || column.approximate());
    }
    if (!columns.isEmpty() && choices.allButOneIn(8)) {
      return choices.of(columns);
    }
    return choices.oneIn(12) ? Literals.none(kind) : Literals.typed(kind, choices);
  }

  private Expression function(Kind kind, Scope scope, int depth) {
    var known = FUNCTIONS.getOrDefault(kind, List.of());
    if (known.isEmpty()) {
      return choice(kind, scope, depth);
    }
    var function = choices.of(known);
    for (int attempt = 0; attempt < 3 && !hasColumns(function, scope); attempt++) {
      function = choices.of(known);
    }
    var arguments = new ArrayList<Object>();
    for (var argument : function.arguments()) {
      var made = make(argument, scope, depth);
      arguments.add(made.sql());
    }
    var sql = Sql.either(function.ours(), function.theirs(), arguments.toArray());
    return new Expression(kind, function.bound(), 0, 0, sql, false, false);
  }

  private static boolean hasColumns(Functions function, Scope scope) {
    return function.arguments().stream().noneMatch(kind -> scope.columns(kind).isEmpty());
  }

  private Expression arithmetic(Kind kind, Scope scope, int depth) {
    if (kind == Kind.DATE) {
      return plusDays(scope, depth);
    }
    if (kind == Kind.DECIMAL && choices.oneIn(5)) {
      return toDecimal(scope, depth);
    }
    if (kind == Kind.TIMESTAMP) {
      return leaf(kind, scope)
          .as(
              Sql.of(
                  "(%s + INTERVAL '%s' %s)",
                  leaf(kind, scope),
                  choices.below(40),
                  choices.of(List.of("DAY", "HOUR", "MONTH", "MINUTE"))));
    }
    if (!kind.isNumber() || kind == Kind.WILD || kind == Kind.REAL) {
      return function(kind, scope, depth);
    }
    var left = make(kind, scope, depth);
    int operation = choices.below(kind == Kind.DECIMAL || kind == Kind.DOUBLE ? 5 : 8);
    if (operation == 3) {
      return fitting(left, left.bound(), Sql.of("(- %s)", left));
    }
    if (operation == 4) {
      return fitting(left, left.bound(), Sql.of("abs(%s)", left));
    }
    if (operation == 7) {
      return converted(kind, scope, depth, left);
    }
    var right = make(kind, scope, depth);
    return switch (operation) {
      case 0 ->
          fitting(left, right, left.bound() + right.bound(), 1, Sql.of("(%s + %s)", left, right));
      case 1 ->
          fitting(left, right, left.bound() + right.bound(), 1, Sql.of("(%s - %s)", left, right));
      case 2 -> product(left, right);
      case 5 ->
          fitting(
              left,
              left.bound(),
              Sql.either("(%s / NULLIF(%s, 0))", "(%s // NULLIF(%s, 0))", left, right));
      default -> fitting(left, left.bound(), Sql.of("(%s %% NULLIF(%s, 0))", left, right));
    };
  }

  private Expression product(Expression left, Expression right) {
    if (left.kind() == Kind.DOUBLE) {
      return left; // the product of eighths needs more digits
    }
    double bound = left.bound() * right.bound();
    var sql = Sql.of("(%s * %s)", left, right);
    if (left.kind() == Kind.DECIMAL) {
      int digits = left.digits() + right.digits();
      return digits > 36
          ? left
          : Expression.decimal(bound, digits, left.scale() + right.scale(), sql);
    }
    return fitting(left, bound, sql);
  }

  private static Expression fitting(
      Expression left, Expression right, double bound, int more, Sql sql) {
    if (left.kind() != Kind.DECIMAL) {
      return fitting(left, bound, sql);
    }
    var both = left.or(right, sql);
    return both.digits() + more > 37
        ? left
        : Expression.decimal(bound, both.digits() + more, both.scale(), sql);
  }

  /// The result, or the argument where it could overflow.
  private static Expression fitting(Expression argument, double bound, Sql sql) {
    if (bound > argument.kind().limit()) {
      return argument;
    }
    return new Expression(
        argument.kind(),
        bound,
        argument.digits(),
        argument.scale(),
        sql,
        argument.constant(),
        false);
  }

  private Expression converted(Kind kind, Scope scope, int depth, Expression otherwise) {
    var from =
        make(
            choices.of(
                List.of(Kind.INTEGER, Kind.BIGINT, Kind.SMALLINT, Kind.DOUBLE, Kind.DECIMAL)),
            scope,
            depth);
    return from.bound() + 1 > kind.limit()
        ? otherwise
        : Expression.number(kind, from.bound() + 1, Sql.of("CAST(%s AS %s)", from, kind.sqlName()));
  }

  private Expression toDecimal(Scope scope, int depth) {
    var from =
        make(
            choices.of(List.of(Kind.INTEGER, Kind.DOUBLE, Kind.DECIMAL, Kind.BIGINT)),
            scope,
            depth);
    return from.bound() > 1e9
        ? leaf(Kind.DECIMAL, scope)
        : Expression.decimal(from.bound() + 1, 16, 4, Sql.of("CAST(%s AS DECIMAL(16, 4))", from));
  }

  private Expression plusDays(Scope scope, int depth) {
    var days = make(Kind.INTEGER, scope, depth);
    var day = leaf(Kind.DATE, scope);
    return days.bound() > 20_000 ? day : day.as(Sql.of("(%s + %s)", day, days));
  }

  /// One of several values.
  private Expression choice(Kind kind, Scope scope, int depth) {
    var left = make(kind, scope, depth);
    int which = choices.below(scope.subqueries() && subqueries.allowed() ? 8 : 6);
    if (which == 2) {
      return left.as(Sql.of("NULLIF(%s, %s)", left, make(kind, scope, depth)));
    }
    if (which > 5) {
      return subqueries.scalar(kind, scope);
    }
    var right = make(kind, scope, depth);
    return switch (which) {
      case 0 ->
          left.or(
              right,
              Sql.of("CASE WHEN %s THEN %s ELSE %s END", predicate(scope, depth), left, right));
      case 1 -> left.or(right, Sql.of("COALESCE(%s, %s)", left, right));
      case 3 -> left.or(right, Sql.of("GREATEST(%s, %s)", left, right));
      case 4 -> left.or(right, Sql.of("LEAST(%s, %s)", left, right));
      default -> {
        var subject = any(scope, depth);
        yield left.or(
            right,
            Sql.of(
                "CASE %s WHEN %s THEN %s WHEN %s THEN %s END",
                subject,
                make(subject.kind(), scope, depth),
                left,
                make(subject.kind(), scope, depth),
                right));
      }
    };
  }
}
