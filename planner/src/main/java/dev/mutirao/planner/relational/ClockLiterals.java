package dev.mutirao.planner.relational;

import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Makes casts of `TIME '10:00'` and `TIMESTAMP '2024-01-01'`, which PostgreSQL reads and Calcite
/// wants complete. What no cast can read is refused where it stands.
final class ClockLiterals extends SqlShuttle {
  private final RelDataTypeFactory types;
  private final ConstantTexts texts;

  ClockLiterals(RelDataTypeFactory types, ConstantTexts texts) {
    this.types = types;
    this.texts = texts;
  }

  @Override
  public @Nullable SqlNode visit(SqlLiteral literal) {
    return literal instanceof SqlUnknownLiteral clock
        ? switch (clock.tag) {
          case "DATE" -> readable(clock, SqlTypeName.DATE);
          case "TIME" -> readable(clock, SqlTypeName.TIME);
          case "TIMESTAMP" -> readable(clock, SqlTypeName.TIMESTAMP);
          default -> clock;
        }
        : literal;
  }

  private SqlNode readable(SqlUnknownLiteral literal, SqlTypeName type) {
    try {
      var unused = literal.resolve(type);
      return literal;
    } catch (CalciteContextException incomplete) {
      var position = literal.getParserPosition();
      ConstantTexts.refuse(position, texts.problem(literal.getValue(), types.createSqlType(type)));
      return SqlStdOperatorTable.CAST.createCall(
          position,
          SqlLiteral.createCharString(literal.getValue(), position),
          new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, position), position));
    }
  }
}
