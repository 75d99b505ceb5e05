package dev.mutirao.server.random;

/// Makes subqueries inside expressions.
interface SubqueryMaker {
  /// Whether the query may hold one more.
  boolean allowed();

  /// `x IN (SELECT ...)` or NOT IN.
  Sql in(Expression subject, Scope scope);

  /// `(x, y) IN (SELECT ...)` or NOT IN.
  Sql rowIn(Expression first, Expression second, Scope scope);

  /// `EXISTS (SELECT ...)`, or NOT EXISTS.
  Sql exists(Scope scope);

  /// `x < ANY (SELECT ...)` or ALL.
  Sql quantified(Expression subject, Scope scope);

  /// A subquery with one row at the most, as a value.
  Expression scalar(Kind kind, Scope scope);
}
