package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlNullable;
import dev.mutirao.connectors.function.SqlType;
import org.jspecify.annotations.Nullable;

/// Dates and times as texts in a pattern, and back.
final class ClockFormats {
  private ClockFormats() {}

  @ScalarFunction(
      value = "to_char",
      description =
          "A date, time or number in a pattern of PostgreSQL's, such as 'YYYY-MM-DD HH24:MI:SS' or 'FM999,990.00'.",
      example = "to_char(DATE '2024-02-29', 'FMDay, DD. FMMonth YYYY')",
      result = "Thursday, 29. February 2024")
  static Bytes toChar(
      TextBuffer buffer, @SqlType("TIMESTAMP") long timestamp, @Prepared ClockPattern pattern) {
    return pattern.format().print(buffer, Calendar.dayOf(timestamp), Calendar.timeOf(timestamp));
  }

  @ScalarFunction("to_char")
  static Bytes toCharOfDate(
      TextBuffer buffer, @SqlType("DATE") int date, @Prepared ClockPattern pattern) {
    return pattern.format().print(buffer, date, 0);
  }

  @ScalarFunction("to_char")
  static Bytes toCharOfTime(
      TextBuffer buffer, @SqlType("TIME") long time, @Prepared ClockPattern pattern) {
    return pattern.format().print(buffer, 0, time);
  }

  @ScalarFunction(
      value = "to_date",
      description = "The date of a text in a pattern of PostgreSQL's.",
      example = "to_date('29 Feb 2024', 'DD Mon YYYY')",
      result = "2024-02-29")
  @SqlType("DATE")
  static int toDate(Bytes text, @Prepared ClockPattern pattern) {
    return Calendar.dayOf(read("to_date", text, pattern));
  }

  /// The clock read as one of UTC; the planner sees to the session's time zone.
  @ScalarFunction("to_timestamp")
  @SqlType("INSTANT")
  static long toTimestamp(Bytes text, @Prepared ClockPattern pattern) {
    return read("to_timestamp", text, pattern);
  }

  @ScalarFunction(
      value = "strftime",
      description = "A date or time in a pattern of C's, such as '%Y-%m-%d %H:%M:%S'.",
      example = "strftime(DATE '2024-02-29', '%a, %-d %B %Y')",
      result = "Thu, 29 February 2024")
  static Bytes strftime(
      TextBuffer buffer, @SqlType("TIMESTAMP") long timestamp, @Prepared PercentPattern pattern) {
    return pattern.format().print(buffer, Calendar.dayOf(timestamp), Calendar.timeOf(timestamp));
  }

  @ScalarFunction("strftime")
  static Bytes strftimeOfDate(
      TextBuffer buffer, @SqlType("DATE") int date, @Prepared PercentPattern pattern) {
    return pattern.format().print(buffer, date, 0);
  }

  @ScalarFunction(
      value = "strptime",
      description = "The timestamp of a text in a pattern of C's.",
      example = "strptime('29/02/2024', '%d/%m/%Y')",
      result = "2024-02-29 00:00:00")
  @SqlType("TIMESTAMP")
  static long strptime(Bytes text, @Prepared PercentPattern pattern) {
    var clock = new ClockReader(text, true).read(pattern.format());
    if (clock == null) {
      throw unreadable("strptime", text, pattern.source());
    }
    return clock;
  }

  @ScalarFunction(
      value = "try_strptime",
      description = "As strptime, NULL for a text that is not in the pattern.",
      example = "try_strptime('29-02-2024', '%d/%m/%Y')",
      result = "")
  @SqlNullable
  @SqlType("TIMESTAMP")
  static @Nullable Long tryStrptime(Bytes text, @Prepared PercentPattern pattern) {
    return new ClockReader(text, true).read(pattern.format());
  }

  private static long read(String function, Bytes text, ClockPattern pattern) {
    var clock = new ClockReader(text, pattern.exact()).read(pattern.format());
    if (clock == null) {
      throw unreadable(function, text, pattern.source());
    }
    return clock;
  }

  private static RuntimeException unreadable(String function, Bytes text, String pattern) {
    return QueryErrors.invalidArgument(
        function,
        "a date and time that exists, in the pattern '" + pattern + "'",
        "'" + text.text() + "'");
  }
}
