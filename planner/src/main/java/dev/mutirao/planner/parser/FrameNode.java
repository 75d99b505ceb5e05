package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/// What the grammar says of window frames beyond Calcite's classes, which know ROWS and RANGE only.
/// A frame in GROUPS is one in ROWS whose offsets are calls of {@link #GROUPS}; without offsets it
/// is the same as one in RANGE.
public final class FrameNode {
  /// Marks an offset that counts groups of peers.
  public static final SqlOperator GROUPS = new GroupsOffset();

  private FrameNode() {}

  /// The unit GROUPS, which {@link #window} understands.
  public static SqlLiteral groups(SqlParserPos position) {
    return SqlLiteral.createSymbol(Unit.GROUPS, position);
  }

  /// A window as it is written; a frame with one bound ends at the current row.
  public static SqlWindow window(
      @Nullable SqlIdentifier name,
      SqlNodeList partitionBy,
      SqlNodeList orderBy,
      SqlLiteral unit,
      @Nullable SqlNode start,
      @Nullable SqlNode end,
      @Nullable SqlLiteral allowPartial,
      SqlLiteral exclusion,
      SqlParserPos position) {
    if (allowPartial != null) {
      throw PlacedErrors.at(
          allowPartial,
          ErrorCode.NOT_SUPPORTED,
          "ALLOW PARTIAL and DISALLOW PARTIAL are not supported");
    }
    var last = end == null && start != null ? SqlWindow.createCurrentRow(position) : end;
    boolean inGroups = unit.getValue() == Unit.GROUPS;
    var first = inGroups ? inGroups(start) : start;
    last = inGroups ? inGroups(last) : last;
    boolean counts = first instanceof SqlCall || last instanceof SqlCall;
    var rows = inGroups ? SqlLiteral.createBoolean(counts, unit.getParserPosition()) : unit;
    return SqlWindow.create(
        null, name, partitionBy, orderBy, rows, first, last, null, exclusion, position);
  }

  /// An offset's operand, marked.
  private static @Nullable SqlNode inGroups(@Nullable SqlNode bound) {
    return bound instanceof SqlCall offset
        ? offset
            .getOperator()
            .createCall(
                offset.getParserPosition(),
                GROUPS.createCall(offset.getParserPosition(), offset.<SqlNode>operand(0)))
        : bound;
  }

  private enum Unit {
    GROUPS
  }

  private static final class GroupsOffset extends SqlSpecialOperator {
    GroupsOffset() {
      super("GROUPS", SqlKind.OTHER, 20, true, ReturnTypes.ARG0, null, OperandTypes.NUMERIC);
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
      call.operand(0).unparse(writer, left, right);
      writer.keyword(getName());
    }

    /// Calcite would look for a function of this name.
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
      return validateOperands(validator, scope, call);
    }
  }
}
