package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Errors about a part of a statement. What the planner made itself has no place of its own: an
/// error about it points nowhere yet, and whoever knows the part around it places it.
public final class PlacedErrors {
  private PlacedErrors() {}

  public static MutiraoException at(SqlNode part, ErrorCode code, String message) {
    return at(part.getParserPosition(), code, message);
  }

  public static MutiraoException at(SqlParserPos place, ErrorCode code, String message) {
    return QueryErrors.at(code, message, place.getLineNum(), place.getColumnNum());
  }

  /// The error, which points at the place unless it points somewhere already.
  public static MutiraoException placed(MutiraoException error, SqlParserPos place) {
    return QueryErrors.placed(error, place.getLineNum(), place.getColumnNum());
  }

  /// What `work` gives; an error of its that points nowhere points at the place.
  public static <T> T placing(SqlParserPos place, Supplier<T> work) {
    try {
      return work.get();
    } catch (MutiraoException e) {
      throw placed(e, place);
    }
  }
}
