package dev.mutirao.server.random;

import java.util.List;

/// The types that both engines have. A DOUBLE is `DOUBLE` as long as it is a multiple of 1/8 so
/// small that sums are exact in any order, and `WILD` when it can be any double.
enum Kind {
  INTEGER("INTEGER", Integer.MAX_VALUE),
  VARCHAR("VARCHAR", 0),
  BOOLEAN("BOOLEAN", 0),
  BIGINT("BIGINT", 9.2e18),
  DOUBLE("DOUBLE", 1 << 24),
  DATE("DATE", 0),
  DECIMAL("DECIMAL", 1e36),
  TIMESTAMP("TIMESTAMP", 0),
  SMALLINT("SMALLINT", Short.MAX_VALUE),
  TINYINT("TINYINT", Byte.MAX_VALUE),
  TIME("TIME", 0),
  REAL("REAL", 1 << 16),
  WILD("DOUBLE", 0);

  static final List<Kind> ALL = List.of(values());
  static final List<Kind> INTEGERS = List.of(INTEGER, BIGINT, SMALLINT, TINYINT);

  private final String sqlName;
  private final double limit;

  Kind(String sqlName, double limit) {
    this.sqlName = sqlName;
    this.limit = limit;
  }

  /// The type's name, of DECIMAL without its digits.
  String sqlName() {
    return sqlName;
  }

  /// The size up to which arithmetic of this kind can neither overflow nor round.
  double limit() {
    return limit;
  }

  boolean isInteger() {
    return this == TINYINT || this == SMALLINT || this == INTEGER || this == BIGINT;
  }

  /// Whether numbers of this kind can be compared with those of the others.
  boolean isNumber() {
    return isInteger() || this == DECIMAL || this == DOUBLE || this == WILD || this == REAL;
  }

  boolean isFloating() {
    return this == DOUBLE || this == WILD || this == REAL;
  }
}
