package dev.mutirao.planner.write;

import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Finds in the source of an INSERT what stands for a column.
final class InsertedValues {
  private InsertedValues() {}

  /// Where the value of a column stands, in the first row of VALUES; of the last column when there
  /// are not so many, and of the whole source when that does not list its columns.
  static SqlParserPos place(SqlNode source, int column) {
    var values = values(source);
    return values.isEmpty()
        ? source.getParserPosition()
        : values.get(Math.min(column, values.size() - 1)).getParserPosition();
  }

  private static List<? extends SqlNode> values(SqlNode source) {
    return switch (source) {
      case SqlBasicCall values when values.getKind() == SqlKind.VALUES ->
          values.<SqlCall>operand(0).getOperandList();
      case SqlSelect select
          when select.getSelectList().stream().noneMatch(InsertedValues::isStar) ->
          select.getSelectList().getList();
      default -> List.of();
    };
  }

  private static boolean isStar(SqlNode item) {
    return item instanceof SqlIdentifier name && name.isStar()
        || item instanceof SqlStarExclude
        || item instanceof SqlStarReplace;
  }
}
