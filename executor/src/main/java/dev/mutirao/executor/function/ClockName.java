package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_HOUR;

import java.util.Arrays;
import java.util.List;

/// What of a wall clock is spelled in letters. English, as in PostgreSQL's locale C.
@SuppressWarnings("ImmutableEnumChecker") // neither list nor array is changed
enum ClockName {
  MONTH(
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December"),
  MON("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
  ROMAN_MONTH("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
  DAY("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
  DY("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
  HALF("AM", "PM"),
  DOTTED_HALF("A.M.", "P.M."),
  ERA("BC", "AD"),
  DOTTED_ERA("B.C.", "A.D.");

  private final List<String> names;
  private final Bytes[] texts;

  ClockName(String... names) {
    this.names = List.of(names);
    this.texts = Arrays.stream(names).map(KeptBytes::of).toArray(Bytes[]::new);
  }

  /// The names in order.
  List<String> names() {
    return names;
  }

  /// The name that a wall clock shows.
  Bytes of(int day, long time) {
    return texts[index(day, time)];
  }

  private int index(int day, long time) {
    return switch (this) {
      case MONTH, MON, ROMAN_MONTH -> Calendar.month(Calendar.civil(day)) - 1;
      case DAY, DY -> Calendar.isoDayOfWeek(day) - 1;
      case HALF, DOTTED_HALF -> time < 12 * MICROS_PER_HOUR ? 0 : 1;
      case ERA, DOTTED_ERA -> Calendar.year(Calendar.civil(day)) > 0 ? 1 : 0;
    };
  }
}
