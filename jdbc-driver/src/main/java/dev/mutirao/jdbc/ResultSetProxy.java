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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;

/// Rows. Dates and times are read as the wall clock that the server meant, whatever the time zone
/// of this Java; instants are instants. Texts are spelled as the engine spells values.
final class ResultSetProxy extends JdbcProxy {
  private final ResultSet rows;
  private final long limit;
  private long row;
  private int[] types; // of Arrow's driver, by column; null until they are asked for

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
        case "getString", "getNString" -> string(column(arguments[0]));
        case "getTimestamp" -> timestamp(column(arguments[0]), zone(arguments));
        case "getDate" -> date(column(arguments[0]), zone(arguments));
        case "getTime" -> time(column(arguments[0]), zone(arguments));
        case "getObject" -> {
          if (arguments.length == 1) {
            yield object(column(arguments[0]));
          }
          yield arguments[1] instanceof Class<?> type
              ? as(type, column(arguments[0]))
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

  /// The zone in which a date or time without one is to be read: the calendar's, or this Java's.
  private static ZoneId zone(Object[] arguments) {
    return arguments.length > 1 && arguments[1] instanceof Calendar calendar
        ? calendar.getTimeZone().toZoneId()
        : ZoneId.systemDefault();
  }

  private String string(int column) throws SQLException {
    if (type(column) == Types.VARCHAR) {
      return rows.getString(column);
    }
    var value = value(column);
    return value == null ? null : ValueText.of(value);
  }

  private Object object(int column) throws SQLException {
    var value = value(column);
    var zone = ZoneId.systemDefault();
    if (value instanceof LocalDate date) {
      return date(date, zone);
    }
    if (value instanceof LocalTime time) {
      return time(time, zone);
    }
    if (value instanceof LocalDateTime wall) {
      return timestamp(wall, zone);
    }
    return value instanceof Instant instant ? Timestamp.from(instant) : value;
  }

  private Timestamp timestamp(int column, ZoneId zone) throws SQLException {
    if (type(column) == Types.VARCHAR) {
      return rows.getTimestamp(column);
    }
    var value = value(column);
    if (value instanceof Instant instant) {
      return Timestamp.from(instant);
    }
    return value == null ? null : timestamp(wallClock(value, column), zone);
  }

  private Date date(int column, ZoneId zone) throws SQLException {
    if (type(column) == Types.VARCHAR) {
      return rows.getDate(column);
    }
    var value = value(column);
    if (value instanceof Instant instant) {
      return date(LocalDate.ofInstant(instant, zone), zone);
    }
    return value == null ? null : date(wallClock(value, column).toLocalDate(), zone);
  }

  private Time time(int column, ZoneId zone) throws SQLException {
    if (type(column) == Types.VARCHAR) {
      return rows.getTime(column);
    }
    var value = value(column);
    if (value instanceof Instant instant) {
      return time(LocalTime.ofInstant(instant, zone), zone);
    }
    return value == null ? null : time(wallClock(value, column).toLocalTime(), zone);
  }

  private Object as(Class<?> type, int column) throws SQLException {
    if (type == Object.class) {
      return object(column);
    }
    if (type == String.class) {
      return string(column);
    }
    if (type == Timestamp.class) {
      return timestamp(column, ZoneId.systemDefault());
    }
    if (type == Date.class) {
      return date(column, ZoneId.systemDefault());
    }
    if (type == Time.class) {
      return time(column, ZoneId.systemDefault());
    }
    if (!isTemporal(type(column))) {
      return rows.getObject(column, type);
    }
    var value = value(column);
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (value instanceof Instant instant) {
      return ofInstant(instant, type, column);
    }
    if (type == LocalDateTime.class) {
      return wallClock(value, column);
    }
    if (type == LocalDate.class) {
      return wallClock(value, column).toLocalDate();
    }
    if (type == LocalTime.class) {
      return wallClock(value, column).toLocalTime();
    }
    throw cannotRead(column, type);
  }

  private Object ofInstant(Instant instant, Class<?> type, int column) throws SQLException {
    if (type == OffsetDateTime.class) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    if (type == ZonedDateTime.class) {
      return instant.atZone(ZoneOffset.UTC);
    }
    var here = instant.atZone(ZoneId.systemDefault());
    if (type == LocalDateTime.class) {
      return here.toLocalDateTime();
    }
    if (type == LocalDate.class) {
      return here.toLocalDate();
    }
    if (type == LocalTime.class) {
      return here.toLocalTime();
    }
    throw cannotRead(column, type);
  }

  /// The value as the class of Java that means the same, without a time zone of its own; null for
  /// NULL. Whole numbers, too, are read by their getter: Avatica, when a program has a newer one
  /// than Arrow's driver, takes their columns for unsigned.
  private Object value(int column) throws SQLException {
    return switch (type(column)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> unlessNull(rows.getInt(column));
      case Types.BIGINT -> unlessNull(rows.getLong(column));
      case Types.FLOAT -> unlessNull(rows.getFloat(column));
      case Types.TIMESTAMP -> rows.getObject(column, LocalDateTime.class);
      case Types.TIMESTAMP_WITH_TIMEZONE -> rows.getObject(column, Instant.class);
      case Types.DATE -> localDate(rows.getObject(column, Date.class));
      case Types.TIME -> TimeOfDay.read(rows, column);
      default -> rows.getObject(column);
    };
  }

  /// What a getter gave, which for NULL is 0.
  private Object unlessNull(Object number) throws SQLException {
    return rows.wasNull() ? null : number;
  }

  private static LocalDate localDate(Date date) {
    return date == null ? null : date.toLocalDate();
  }

  private int type(int column) throws SQLException {
    if (types == null) {
      var metadata = rows.getMetaData();
      types = new int[metadata.getColumnCount()];
      for (int i = 0; i < types.length; i++) {
        types[i] = metadata.getColumnType(i + 1);
      }
    }
    if (column < 1 || column > types.length) {
      throw new SQLException(
          "the result has columns 1 to " + types.length + ", got " + column, "07009");
    }
    return types[column - 1];
  }

  private LocalDateTime wallClock(Object value, int column) throws SQLException {
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof LocalTime time) {
      return time.atDate(LocalDate.EPOCH);
    }
    if (value instanceof LocalDateTime wall) {
      return wall;
    }
    throw cannotRead(column, LocalDateTime.class);
  }

  private SQLException cannotRead(int column, Class<?> type) throws SQLException {
    return new SQLException(
        "column "
            + column
            + " is a "
            + ColumnType.of(rows.getMetaData(), column).name()
            + ", which cannot be read as "
            + type.getSimpleName(),
        "07006");
  }

  private static boolean isTemporal(int type) {
    return type == Types.TIMESTAMP
        || type == Types.TIMESTAMP_WITH_TIMEZONE
        || type == Types.DATE
        || type == Types.TIME;
  }

  /// By the wall clock where the zone is this Java's: there, conversion through an instant would
  /// change dates of the Julian calendar.
  private static Timestamp timestamp(LocalDateTime wall, ZoneId zone) {
    return zone.equals(ZoneId.systemDefault())
        ? Timestamp.valueOf(wall)
        : Timestamp.from(wall.atZone(zone).toInstant());
  }

  private static Date date(LocalDate date, ZoneId zone) {
    return zone.equals(ZoneId.systemDefault())
        ? Date.valueOf(date)
        : new Date(timestamp(date.atStartOfDay(), zone).getTime());
  }

  /// With milliseconds, which {@link Time#valueOf} drops.
  private static Time time(LocalTime time, ZoneId zone) {
    return new Time(timestamp(time.atDate(LocalDate.EPOCH), zone).getTime());
  }
}
