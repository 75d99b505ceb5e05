package dev.mutirao.planner.relational;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Makes `EXTRACT(JULIAN FROM t)` a call of `date_part('julian', t)`: of parts whose names standard
/// SQL does not know.
final class NamedParts extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() != SqlKind.EXTRACT
        || !(call.operand(0) instanceof SqlIntervalQualifier unit)
        || unit.timeFrameName == null) {
      return super.visit(call);
    }
    var position = call.getParserPosition();
    var datePart =
        new SqlUnresolvedFunction(
            new SqlIdentifier("date_part", position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);
    var part = SqlLiteral.createCharString(unit.timeFrameName, unit.getParserPosition());
    var from = call.operand(1).accept(this);
    return datePart.createCall(position, from == null ? List.of(part) : List.of(part, from));
  }
}
