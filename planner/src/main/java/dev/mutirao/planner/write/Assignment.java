package dev.mutirao.planner.write;

import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Which values become values of a column without a cast in the statement: as PostgreSQL's
/// assignment casts, numbers among each other, dates and times among each other, and all but bytes
/// to text. What does not fit is an error where it is met.
final class Assignment {
  private static final Set<Type> NUMBERS =
      Set.of(
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE);

  private static final Set<Type> DAYS = Set.of(Simple.DATE, Simple.TIMESTAMP, Simple.INSTANT);

  private Assignment() {}

  /// @param place of the value in the statement
  static void check(String table, Field column, Type from, SqlParserPos place) {
    var to = column.type();
    boolean fits =
        from.equals(to)
            || from == Simple.NULL
            || isNumber(from) && isNumber(to)
            || DAYS.contains(from) && DAYS.contains(to)
            || to == Simple.VARCHAR && from != Simple.VARBINARY;
    if (!fits) {
      var wrong = WriteErrors.wrongType(table, column.name(), to.sql(), from.sql());
      throw PlacedErrors.placed(wrong, place);
    }
  }

  private static boolean isNumber(Type type) {
    return type instanceof Type.Decimal || NUMBERS.contains(type);
  }
}
