package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Literal;
import java.util.List;

/// A simple condition on one column (an index into the table's schema) that statistics and
/// partitions can answer. Literals have the column's type and are never NULL.
public sealed interface ColumnPredicate {
  int column();

  /// `column op value`.
  record Comparison(int column, Operator operator, Literal value) implements ColumnPredicate {}

  /// `column IN (values)`.
  record In(int column, List<Literal> values) implements ColumnPredicate {
    public In {
      values = List.copyOf(values);
    }
  }

  /// `column LIKE 'prefix%'`.
  record StartsWith(int column, Literal prefix) implements ColumnPredicate {}

  /// `column IS NULL`.
  record IsNull(int column) implements ColumnPredicate {}

  /// `column IS NOT NULL`.
  record IsNotNull(int column) implements ColumnPredicate {}

  /// How a column is compared with a value.
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }
}
