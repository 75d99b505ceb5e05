package dev.mutirao.planner.validate;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `||` as PostgreSQL binds it: `'total ' || x * y` and `1 + 2 || 'a'` are texts. Calcite's binds
/// like `*`. Only the parser has this one; its calls are calls of Calcite's.
public final class Concatenation extends SqlBinaryOperator {
  public static final SqlBinaryOperator LOOSE = new Concatenation();

  private Concatenation() {
    super("||", SqlKind.OTHER, RegistryOperator.ANY_OTHER, true, null, null, null);
  }

  @Override
  public SqlCall createCall(
      @Nullable SqlLiteral quantifier, SqlParserPos position, @Nullable SqlNode... operands) {
    return SqlStdOperatorTable.CONCAT.createCall(quantifier, position, operands);
  }
}
