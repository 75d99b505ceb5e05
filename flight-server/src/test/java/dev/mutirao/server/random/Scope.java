package dev.mutirao.server.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an expression may name.
///
/// @param outer the columns of the query around a subquery
/// @param rows how many rows there can be, which bounds sums
/// @param subqueries whether an expression may hold some
record Scope(List<Expression> columns, Optional<Scope> outer, long rows, boolean subqueries) {
  Scope {
    columns = List.copyOf(columns);
  }

  static Scope of(Source source, Optional<Scope> outer) {
    return new Scope(source.columns(), outer, source.rows(), true);
  }

  Scope withoutOuter() {
    return new Scope(columns, Optional.empty(), rows, subqueries);
  }

  Scope withoutSubqueries() {
    return new Scope(columns, outer, rows, false);
  }

  /// The columns of all queries around this one, from the innermost.
  List<Expression> outerColumns() {
    var found = new ArrayList<Expression>();
    for (var around = outer; around.isPresent(); around = around.orElseThrow().outer()) {
      found.addAll(around.orElseThrow().columns());
    }
    return found;
  }

  List<Expression> columns(Kind kind) {
    var found = new ArrayList<Expression>();
    for (var column : columns) {
      if (column.kind() == kind && !column.approximate()) {
        found.add(column);
      }
    }
    return found;
  }
}
