package dev.mutirao.jdbc;

import java.lang.reflect.Method;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// Rows. Dates and times are read as the wall clock that the server meant, whatever the time zone
/// of this Java; instants are instants.
final class ResultSetProxy extends JdbcProxy {
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ResultSet rows;
  private final long limit;
  private long row;

  /// @param limit after how many rows to stop; 0 for no limit
  ResultSetProxy(ResultSet rows, Object statement, long limit) {
    super(rows, statement);
    this.rows = rows;
    this.limit = limit;
  }

  @Override
  Object handle(Method method, Object[] arguments) throws SQLException {
    try {
      return switch (method.getName()) {
        case "next" -> next();
        case "getString" -> string(column(arguments[0]));
        case "getTimestamp" ->
            arguments.length == 1 ? timestamp(column(arguments[0])) : call(method, arguments);
        case "getDate" ->
            arguments.length == 1 ? date(column(arguments[0])) : call(method, arguments);
        case "getTime" ->
            arguments.length == 1 ? time(column(arguments[0])) : call(method, arguments);
        case "getObject" -> {
          if (arguments.length == 1) {
            yield object(column(arguments[0]));
          }
          yield arguments[1] instanceof Class<?> type
              ? as(type, column(arguments[0]), method, arguments)
              : call(method, arguments);
        }
        default -> call(method, arguments);
      };
    } catch (RuntimeException | SQLException failure) {
      throw JdbcErrors.translated(failure);
    }
  }

  private boolean next() throws SQLException {
    if (limit > 0 && row >= limit) {
      return false;
    }
    row++;
    return rows.next();
  }

  private int column(Object column) throws SQLException {
    return column instanceof Integer number ? number : rows.findColumn((String) column);
  }

  private String string(int column) throws SQLException {
    boolean time = rows.getMetaData().getColumnType(column) == Types.TIME;
    var value = time ? temporal(column) : null;
    return value == null ? rows.getString(column) : value.toString();
  }

  private Object object(int column) throws SQLException {
    return switch (rows.getMetaData().getColumnType(column)) {
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> timestamp(column);
      case Types.DATE -> date(column);
      case Types.TIME -> time(column);
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> integer(column);
      default -> rows.getObject(column);
    };
  }

  /// The whole number of the class that JDBC names. Does not ask for the object itself: Avatica,
  /// when a program has a newer one than Arrow's driver, takes such columns for unsigned.
  private Object integer(int column) throws SQLException {
    long value = rows.getLong(column);
    if (rows.wasNull()) {
      return null;
    }
    return rows.getMetaData().getColumnType(column) == Types.BIGINT
        ? (Object) value
        : (Object) (int) value;
  }

  private Timestamp timestamp(int column) throws SQLException {
    var value = temporal(column);
    if (value instanceof Instant instant) {
      return Timestamp.from(instant);
    }
    if (value instanceof LocalDate date) {
      return Timestamp.valueOf(date.atStartOfDay());
    }
    if (value instanceof LocalTime time) {
      return Timestamp.valueOf(time.atDate(LocalDate.EPOCH));
    }
    if (value instanceof LocalDateTime wall) {
      return Timestamp.valueOf(wall);
    }
    return value == null ? null : rows.getTimestamp(column);
  }

  private Date date(int column) throws SQLException {
    var value = temporal(column);
    if (value instanceof LocalDate date) {
      return Date.valueOf(date);
    }
    if (value instanceof LocalTime || value instanceof LocalDateTime || value instanceof Instant) {
      return Date.valueOf(timestamp(column).toLocalDateTime().toLocalDate());
    }
    return value == null ? null : rows.getDate(column);
  }

  private Time time(int column) throws SQLException {
    var value = temporal(column);
    if (value instanceof LocalTime time) {
      return time(time);
    }
    if (value instanceof LocalDate || value instanceof LocalDateTime || value instanceof Instant) {
      return time(timestamp(column).toLocalDateTime().toLocalTime());
    }
    return value == null ? null : rows.getTime(column);
  }

  /// With milliseconds, which {@link Time#valueOf} drops.
  private static Time time(LocalTime time) {
    return new Time(Timestamp.valueOf(time.atDate(LocalDate.EPOCH)).getTime());
  }

  /// A date, time, wall clock or instant as java.time has it; what another column holds as it is.
  private Object temporal(int column) throws SQLException {
    int type = rows.getMetaData().getColumnType(column);
    boolean temporal =
        type == Types.TIMESTAMP
            || type == Types.TIMESTAMP_WITH_TIMEZONE
            || type == Types.DATE
            || type == Types.TIME;
    if (!temporal || rows.getString(column) == null) {
      return temporal ? null : object(column);
    }
    return switch (type) {
      case Types.TIMESTAMP -> rows.getObject(column, LocalDateTime.class);
      case Types.TIMESTAMP_WITH_TIMEZONE -> rows.getObject(column, Instant.class);
      case Types.DATE -> rows.getObject(column, LocalDate.class);
      default -> { // Arrow's LocalTime is moved by the zone of this Java, its milliseconds are not
        long millis = rows.getObject(column, Time.class).getTime();
        yield LocalTime.ofNanoOfDay(Math.floorMod(millis, MILLIS_PER_DAY) * NANOS_PER_MILLI);
      }
    };
  }

  private Object as(Class<?> type, int column, Method method, Object[] arguments)
      throws SQLException {
    if (type == Object.class) {
      return object(column);
    }
    if (type == String.class) {
      return string(column);
    }
    if (type == Timestamp.class) {
      return timestamp(column);
    }
    if (type == Date.class) {
      return date(column);
    }
    if (type == Time.class) {
      return time(column);
    }
    var value = temporal(column);
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (value instanceof Instant instant && type == OffsetDateTime.class) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof Instant instant && type == ZonedDateTime.class) {
      return instant.atZone(ZoneOffset.UTC);
    }
    if (type == LocalDateTime.class) {
      return timestamp(column).toLocalDateTime();
    }
    if (type == LocalDate.class) {
      return date(column).toLocalDate();
    }
    if (type == LocalTime.class) {
      return timestamp(column).toLocalDateTime().toLocalTime();
    }
    return call(method, arguments);
  }
}
