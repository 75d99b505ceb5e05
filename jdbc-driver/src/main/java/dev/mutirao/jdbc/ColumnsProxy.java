package dev.mutirao.jdbc;

import java.lang.reflect.Method;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/// What the columns of a result are, completed.
final class ColumnsProxy extends JdbcProxy {
  private final ResultSetMetaData columns;

  ColumnsProxy(ResultSetMetaData columns) {
    super(columns, null);
    this.columns = columns;
  }

  @Override
  Object handle(Method method, Object[] arguments) throws SQLException {
    return switch (method.getName()) {
      case "getColumnType" -> type(arguments).jdbc();
      case "getColumnTypeName" -> type(arguments).name();
      case "getColumnClassName" -> className(type(arguments).javaClass());
      case "isSigned" -> type(arguments).signed();
      case "getColumnDisplaySize" ->
          type(arguments).width(columns.getPrecision((Integer) arguments[0]));
      case "isNullable" -> ResultSetMetaData.columnNullableUnknown;
      case "getCatalogName", "getSchemaName", "getTableName" -> {
        var name = call(method, arguments);
        yield name == null ? "" : name;
      }
      default -> call(method, arguments);
    };
  }

  private ColumnType type(Object[] arguments) throws SQLException {
    int column = (Integer) arguments[0];
    if (column < 1 || column > columns.getColumnCount()) {
      throw new SQLException(
          "the result has columns 1 to " + columns.getColumnCount() + ", got " + column, "07009");
    }
    return ColumnType.of(columns, column);
  }

  private static String className(Class<?> type) {
    return type == byte[].class ? "[B" : type.getName();
  }
}
