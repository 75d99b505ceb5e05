package dev.mutirao.planner.write;

import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.Set;

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

  static void check(String table, Field column, Type from) {
    var to = column.type();
    boolean fits =
        from.equals(to)
            || from == Simple.NULL
            || isNumber(from) && isNumber(to)
            || DAYS.contains(from) && DAYS.contains(to)
            || to == Simple.VARCHAR && from != Simple.VARBINARY;
    if (!fits) {
      throw WriteErrors.wrongType(table, column.name(), to.sql(), from.sql());
    }
  }

  private static boolean isNumber(Type type) {
    return type instanceof Type.Decimal || NUMBERS.contains(type);
  }
}
