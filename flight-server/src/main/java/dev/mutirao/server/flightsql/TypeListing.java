package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.Nullable;
import org.apache.arrow.flight.sql.impl.FlightSql.Searchable;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDataType;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDatetimeSubcode;

/// The SQL types as the specification's type info table, in order of their ODBC codes.
final class TypeListing {
  /// @param subcode which date, time or interval; UNKNOWN for others
  private record Kind(Type type, XdbcDataType code, XdbcDatetimeSubcode subcode) {}

  private static final List<Kind> KINDS =
      List.of(
          kind(Type.Simple.BOOLEAN, XdbcDataType.XDBC_BIT),
          kind(Type.Simple.TINYINT, XdbcDataType.XDBC_TINYINT),
          kind(Type.Simple.BIGINT, XdbcDataType.XDBC_BIGINT),
          kind(Type.Simple.VARBINARY, XdbcDataType.XDBC_VARBINARY),
          kind(new Type.Decimal(Type.Decimal.MAX_PRECISION, 0), XdbcDataType.XDBC_DECIMAL),
          kind(Type.Simple.INTEGER, XdbcDataType.XDBC_INTEGER),
          kind(Type.Simple.SMALLINT, XdbcDataType.XDBC_SMALLINT),
          kind(Type.Simple.REAL, XdbcDataType.XDBC_REAL),
          kind(Type.Simple.DOUBLE, XdbcDataType.XDBC_DOUBLE),
          new Kind(
              Type.Simple.INTERVAL_MONTHS,
              XdbcDataType.XDBC_INTERVAL,
              XdbcDatetimeSubcode.XDBC_SUBCODE_INTERVAL_YEAR_TO_MONTH),
          new Kind(
              Type.Simple.INTERVAL_MICROS,
              XdbcDataType.XDBC_INTERVAL,
              XdbcDatetimeSubcode.XDBC_SUBCODE_INTERVAL_DAY_TO_SECOND),
          kind(Type.Simple.VARCHAR, XdbcDataType.XDBC_VARCHAR),
          new Kind(Type.Simple.DATE, XdbcDataType.XDBC_DATE, XdbcDatetimeSubcode.XDBC_SUBCODE_DATE),
          new Kind(Type.Simple.TIME, XdbcDataType.XDBC_TIME, XdbcDatetimeSubcode.XDBC_SUBCODE_TIME),
          new Kind(
              Type.Simple.TIMESTAMP,
              XdbcDataType.XDBC_TIMESTAMP,
              XdbcDatetimeSubcode.XDBC_SUBCODE_TIMESTAMP),
          new Kind(
              Type.Simple.INSTANT,
              XdbcDataType.XDBC_TIMESTAMP,
              XdbcDatetimeSubcode.XDBC_SUBCODE_TIMESTAMP_WITH_TIMEZONE));

  private TypeListing() {}

  static List<List<@org.jspecify.annotations.Nullable Object>> rows(
      CommandGetXdbcTypeInfo command) {
    var rows = new ArrayList<List<@org.jspecify.annotations.Nullable Object>>();
    for (var kind : KINDS) {
      if (!command.hasDataType() || command.getDataType() == kind.code().getNumber()) {
        rows.add(row(kind));
      }
    }
    return rows;
  }

  private static Kind kind(Type type, XdbcDataType code) {
    return new Kind(type, code, XdbcDatetimeSubcode.XDBC_SUBCODE_UNKNOWN);
  }

  private static List<@org.jspecify.annotations.Nullable Object> row(Kind kind) {
    var type = kind.type();
    boolean decimal = type instanceof Type.Decimal;
    boolean numeric = isNumeric(kind.code());
    boolean dated = kind.subcode() != XdbcDatetimeSubcode.XDBC_SUBCODE_UNKNOWN;
    String quote = type == Type.Simple.VARCHAR || dated ? "'" : null;
    return Arrays.asList(
        decimal ? "DECIMAL" : type.sql(),
        kind.code().getNumber(),
        ClientColumns.precision(type),
        quote,
        quote,
        decimal ? List.of("precision", "scale") : List.of(),
        Nullable.NULLABILITY_NULLABLE.getNumber(),
        type == Type.Simple.VARCHAR,
        Searchable.SEARCHABLE_FULL.getNumber(),
        numeric ? false : null,
        false,
        false,
        decimal ? "DECIMAL" : type.sql(),
        decimal ? 0 : null,
        decimal ? Type.Decimal.MAX_PRECISION : null,
        kind.code().getNumber(),
        dated ? kind.subcode().getNumber() : null,
        numeric ? 10 : null,
        null);
  }

  private static boolean isNumeric(XdbcDataType code) {
    return switch (code) {
      case XDBC_TINYINT,
          XDBC_SMALLINT,
          XDBC_INTEGER,
          XDBC_BIGINT,
          XDBC_REAL,
          XDBC_DOUBLE,
          XDBC_DECIMAL ->
          true;
      default -> false;
    };
  }
}
