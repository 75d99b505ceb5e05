package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.ValueText;
import java.util.ArrayList;

/// How old something is, in the years, months and days of the calendar. As text: an interval has
/// months or days here, not both.
final class Ages {
  private Ages() {}

  @ScalarFunction(
      value = "age",
      description =
          "The years, months, days and clock from the second to the first, as text; negative where the first is earlier.",
      example = "age(TIMESTAMP '2024-03-05 00:00:00', TIMESTAMP '2001-01-01 00:00:00')",
      result = "23 years 2 mons 4 days")
  static Bytes age(
      TextBuffer buffer, @SqlType("TIMESTAMP") long to, @SqlType("TIMESTAMP") long from) {
    return buffer.of(to < from ? text(-1, from, to) : text(1, to, from));
  }

  @ScalarFunction("age")
  static Bytes ageOfDates(TextBuffer buffer, @SqlType("DATE") int to, @SqlType("DATE") int from) {
    return age(buffer, Calendar.midnight(to), Calendar.midnight(from));
  }

  /// Days that are missing are taken from the month of the earlier one, as PostgreSQL does.
  private static String text(int sign, long later, long earlier) {
    long last = Calendar.civil(Calendar.dayOf(later));
    long first = Calendar.civil(Calendar.dayOf(earlier));
    long months =
        12 * (Calendar.year(last) - Calendar.year(first))
            + Calendar.month(last)
            - Calendar.month(first);
    long days = (long) Calendar.dayOfMonth(last) - Calendar.dayOfMonth(first);
    long clock = Calendar.timeOf(later) - Calendar.timeOf(earlier);
    if (clock < 0) {
      clock += MICROS_PER_DAY;
      days--;
    }
    if (days < 0) {
      days += Calendar.daysOfMonth(Calendar.year(first), Calendar.month(first));
      months--;
    }
    // The months and the rest are what intervals of ours have, which know how they are spelled.
    var parts = new ArrayList<String>();
    if (months != 0) {
      parts.add(ValueText.of(new Literal(Type.Simple.INTERVAL_MONTHS, sign * months)));
    }
    if (days != 0 || clock != 0 || parts.isEmpty()) {
      long rest = days * MICROS_PER_DAY + clock;
      parts.add(ValueText.of(new Literal(Type.Simple.INTERVAL_MICROS, sign * rest)));
    }
    return String.join(" ", parts);
  }
}
