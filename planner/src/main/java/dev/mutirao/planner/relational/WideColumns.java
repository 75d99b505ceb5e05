package dev.mutirao.planner.relational;

import dev.mutirao.planner.parser.StatementNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// A query whose columns may, as far as the validator knows, be NULL and texts of any length:
/// `SELECT CASE WHEN TRUE THEN c END AS c FROM (query)`.
final class WideColumns {
  private static final String ALIAS = "first";

  private WideColumns() {}

  /// @param columns the query's columns
  static SqlNode of(SqlNode query, List<RelDataTypeField> columns) {
    var position = query.getParserPosition();
    var inner = new ArrayList<SqlNode>(List.of(query, new SqlIdentifier(ALIAS, position)));
    var items = new ArrayList<SqlNode>();
    for (int i = 0; i < columns.size(); i++) {
      var column = new SqlIdentifier("c" + i, position);
      inner.add(column);
      items.add(
          SqlStdOperatorTable.AS.createCall(
              position,
              wide(new SqlIdentifier("c" + i, position), columns.get(i).getType(), position),
              new SqlIdentifier(columns.get(i).getName(), position)));
    }
    return StatementNode.select(
        new SqlNodeList(items, position),
        SqlStdOperatorTable.AS.createCall(position, inner),
        position);
  }

  private static SqlNode wide(SqlNode column, RelDataType type, SqlParserPos position) {
    var nullable =
        new SqlCase(
            position,
            null,
            SqlNodeList.of(SqlLiteral.createBoolean(true, position)),
            SqlNodeList.of(column),
            SqlLiteral.createNull(position));
    if (!SqlTypeName.CHAR_TYPES.contains(type.getSqlTypeName())) {
      return nullable;
    }
    var text = new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, position);
    return SqlStdOperatorTable.CAST.createCall(
        position, nullable, new SqlDataTypeSpec(text, position));
  }
}
