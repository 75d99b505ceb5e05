package dev.mutirao.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.Map;

/// What JDBC says of the columns of one SQL type, where Arrow's driver says nothing or something
/// else.
///
/// @param jdbc a constant of {@link Types}
/// @param name as SQL spells it
/// @param javaClass of what {@code getObject} gives
/// @param width of the longest value as text; 0 follows from the column's precision
record ColumnType(int jdbc, String name, Class<?> javaClass, boolean signed, int width) {
  private static final int ANY_WIDTH = Integer.MAX_VALUE;

  /// By the type that Arrow's driver reports.
  private static final Map<Integer, ColumnType> KNOWN =
      Map.ofEntries(
          Map.entry(Types.NULL, of(Types.NULL, "NULL", Object.class, 4)),
          Map.entry(Types.BOOLEAN, of(Types.BOOLEAN, "BOOLEAN", Boolean.class, 5)),
          Map.entry(Types.TINYINT, number(Types.TINYINT, "TINYINT", Integer.class, 4)),
          Map.entry(Types.SMALLINT, number(Types.SMALLINT, "SMALLINT", Integer.class, 6)),
          Map.entry(Types.INTEGER, number(Types.INTEGER, "INTEGER", Integer.class, 11)),
          Map.entry(Types.BIGINT, number(Types.BIGINT, "BIGINT", Long.class, 20)),
          Map.entry(Types.FLOAT, number(Types.REAL, "REAL", Float.class, 15)),
          Map.entry(Types.DOUBLE, number(Types.DOUBLE, "DOUBLE", Double.class, 24)),
          Map.entry(Types.DECIMAL, number(Types.DECIMAL, "DECIMAL", BigDecimal.class, 0)),
          Map.entry(Types.VARCHAR, of(Types.VARCHAR, "VARCHAR", String.class, ANY_WIDTH)),
          Map.entry(Types.VARBINARY, of(Types.VARBINARY, "VARBINARY", byte[].class, ANY_WIDTH)),
          Map.entry(Types.DATE, of(Types.DATE, "DATE", java.sql.Date.class, 13)),
          Map.entry(Types.TIME, of(Types.TIME, "TIME", java.sql.Time.class, 15)),
          Map.entry(Types.TIMESTAMP, of(Types.TIMESTAMP, "TIMESTAMP", Timestamp.class, 29)),
          Map.entry(
              Types.TIMESTAMP_WITH_TIMEZONE,
              of(
                  Types.TIMESTAMP_WITH_TIMEZONE,
                  "TIMESTAMP WITH LOCAL TIME ZONE",
                  Timestamp.class,
                  35)),
          Map.entry(Types.JAVA_OBJECT, of(Types.OTHER, "INTERVAL", Duration.class, 49)));

  /// The type of a column of Arrow's driver.
  static ColumnType of(ResultSetMetaData arrow, int column) throws SQLException {
    int type = arrow.getColumnType(column);
    var known = KNOWN.get(type);
    return known == null
        ? of(type, arrow.getColumnTypeName(column), Object.class, ANY_WIDTH)
        : known;
  }

  /// The widest value of a column of this type as text.
  int width(int precision) {
    return width == 0 ? precision + 2 : width; // a sign and a point
  }

  private static ColumnType of(int jdbc, String name, Class<?> javaClass, int width) {
    return new ColumnType(jdbc, name, javaClass, false, width);
  }

  private static ColumnType number(int jdbc, String name, Class<?> javaClass, int width) {
    return new ColumnType(jdbc, name, javaClass, true, width);
  }
}
