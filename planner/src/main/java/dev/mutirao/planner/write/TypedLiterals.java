package dev.mutirao.planner.write;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.type.MutiraoTypeFactory;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.TextLiteral;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/// Gives text literals, parameters and NULL the types of the columns that they are inserted into,
/// as PostgreSQL does: `INSERT INTO t VALUES ('2024-02-29')` fills a column of dates.
public final class TypedLiterals {
  private TypedLiterals() {}

  /// The source of an INSERT with its literals cast. Changes the query.
  public static SqlNode in(SqlNode source, List<Type> types) {
    if (source instanceof SqlCall values && source.getKind() == SqlKind.VALUES) {
      return values
          .getOperator()
          .createCall(
              source.getParserPosition(),
              values.getOperandList().stream().map(row -> row(row, types)).toList());
    }
    if (source instanceof SqlSelect select) {
      var items = select.getSelectList();
      select.setSelectList(new SqlNodeList(cast(items, types), items.getParserPosition()));
    }
    return source;
  }

  private static SqlNode row(SqlNode row, List<Type> types) {
    return row instanceof SqlCall call && row.getKind() == SqlKind.ROW
        ? call.getOperator().createCall(row.getParserPosition(), cast(call.getOperandList(), types))
        : row;
  }

  private static List<SqlNode> cast(List<? extends SqlNode> values, List<Type> types) {
    var cast = new ArrayList<SqlNode>();
    for (int i = 0; i < values.size(); i++) {
      var value = values.get(i);
      boolean untyped =
          value instanceof SqlCharStringLiteral
              || value instanceof SqlDynamicParam
              || value instanceof SqlLiteral literal && literal.getValue() == null;
      cast.add(untyped && i < types.size() ? cast(value, types.get(i)) : value);
    }
    return cast;
  }

  private static SqlNode cast(SqlNode literal, Type type) {
    var calcite = SqlTypes.toCalcite(new MutiraoTypeFactory(), type, true);
    return TextLiteral.cast(literal, calcite);
  }
}
