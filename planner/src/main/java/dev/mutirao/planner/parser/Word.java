package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A word of a statement and where it stands, both from 1.
public record Word(String text, int line, int column) {
  public static Word of(String text, SqlParserPos place) {
    return new Word(text, place.getLineNum(), place.getColumnNum());
  }

  /// A literal, or a bare name with all its parts.
  public static Word of(SqlNode node) {
    return of(StatementNode.text(node), node.getParserPosition());
  }

  /// What `work` gives; an error of its that points nowhere points at this word.
  public <T> T placing(Supplier<T> work) {
    try {
      return work.get();
    } catch (MutiraoException e) {
      throw placed(e);
    }
  }

  /// The error, which points at this word unless it points somewhere already.
  public MutiraoException placed(MutiraoException error) {
    return QueryErrors.placed(error, line, column);
  }
}
