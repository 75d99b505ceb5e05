package dev.mutirao.server.random;

/// A typed piece of SQL.
///
/// @param bound of a number: no value is larger in size; 0 for other kinds
/// @param digits of a DECIMAL: its precision; 0 for other kinds
/// @param scale of a DECIMAL
/// @param constant whether it names no column: as a group or an order, it could mean a position
/// @param approximate whether both engines may round differently; such a value is given out only,
///   and compared with a tolerance
record Expression(
    Kind kind,
    double bound,
    int digits,
    int scale,
    Sql sql,
    boolean constant,
    boolean approximate) {
  static Expression of(Kind kind, Sql sql) {
    return new Expression(kind, 0, 0, 0, sql, false, false);
  }

  static Expression number(Kind kind, double bound, Sql sql) {
    return new Expression(kind, bound, 0, 0, sql, false, false);
  }

  static Expression decimal(double bound, int digits, int scale, Sql sql) {
    return new Expression(Kind.DECIMAL, bound, digits, scale, sql, false, false);
  }

  Expression as(Sql other) {
    return new Expression(kind, bound, digits, scale, other, false, approximate);
  }

  Expression asConstant() {
    return new Expression(kind, bound, digits, scale, sql, true, approximate);
  }

  Expression asApproximate() {
    return new Expression(kind, bound, digits, scale, sql, constant, true);
  }

  /// A value that is one of this and another one of the same kind.
  Expression or(Expression other, Sql written) {
    int whole = Math.max(digits - scale, other.digits - other.scale);
    int fraction = Math.max(scale, other.scale);
    return new Expression(
        kind,
        Math.max(bound, other.bound),
        whole + fraction,
        fraction,
        written,
        constant && other.constant,
        approximate || other.approximate);
  }

  /// The type as a cast takes it.
  String type() {
    return kind == Kind.DECIMAL ? "DECIMAL(" + digits + ", " + scale + ")" : kind.sqlName();
  }
}
