package dev.mutirao.planner.parser;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `SELECT DISTINCT ON (...)` as it is written. It never meets the validator: the planner spells it
/// out as a window function.
public final class DistinctOnSelect extends SqlSelect {
  private final SqlNodeList on;

  private DistinctOnSelect(SqlNodeList on, SqlSelect select, SqlParserPos position) {
    super(
        position,
        null,
        select.getSelectList(),
        select.getFrom(),
        select.getWhere(),
        select.getGroup(),
        select.getHaving(),
        select.getWindowList(),
        select.getQualify(),
        null,
        null,
        null,
        select.getHints());
    this.on = on;
  }

  /// `select` itself when it has no DISTINCT ON.
  public static SqlSelect of(@Nullable SqlNodeList on, SqlSelect select) {
    return on == null ? select : new DistinctOnSelect(on, select, select.getParserPosition());
  }

  /// The expressions that tell rows apart.
  public SqlNodeList on() {
    return on;
  }

  /// The parser clones what stands in parentheses.
  @Override
  public SqlNode clone(SqlParserPos position) {
    return new DistinctOnSelect(on, this, position);
  }

  /// The same query without DISTINCT ON, that keeps the rows for which `condition` holds.
  public SqlSelect qualified(SqlNode condition) {
    return new SqlSelect(
        getParserPosition(),
        null,
        getSelectList(),
        getFrom(),
        getWhere(),
        getGroup(),
        getHaving(),
        getWindowList(),
        condition,
        null,
        null,
        null,
        getHints());
  }
}
