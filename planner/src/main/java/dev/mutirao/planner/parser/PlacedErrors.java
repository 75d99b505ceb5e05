package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Errors about a part of a statement.
public final class PlacedErrors {
  private PlacedErrors() {}

  public static MutiraoException at(SqlNode part, ErrorCode code, String message) {
    return at(part.getParserPosition(), code, message);
  }

  /// What the planner made itself has no place of its own: the statement's beginning is taken.
  public static MutiraoException at(SqlParserPos place, ErrorCode code, String message) {
    return QueryErrors.at(
        code, message, Math.max(1, place.getLineNum()), Math.max(1, place.getColumnNum()));
  }
}
