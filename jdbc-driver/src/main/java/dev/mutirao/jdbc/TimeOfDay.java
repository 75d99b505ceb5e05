package dev.mutirao.jdbc;

import java.lang.reflect.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Reads times of day with all their digits. Arrow's driver gives milliseconds only, moved by the
/// zone of this Java where it gives a LocalTime; the value itself stays in its accessor's holder.
final class TimeOfDay {
  private TimeOfDay() {}

  /// The time of a column in the current row, or null.
  static LocalTime read(ResultSet arrow, int column) throws SQLException {
    if (arrow.getObject(column, Time.class) == null) { // fills the holder
      return null;
    }
    try {
      var accessor = ((List<?>) field(arrow, "accessorList")).get(column - 1);
      var unit = (TimeUnit) field(accessor, "timeUnit");
      return LocalTime.ofNanoOfDay(unit.toNanos((Long) field(field(accessor, "holder"), "value")));
    } catch (ReflectiveOperationException changed) {
      throw new SQLException("Arrow's driver keeps times elsewhere", "HY000", changed);
    }
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(owner);
        }
      }
    }
    throw new NoSuchFieldException(name);
  }
}
