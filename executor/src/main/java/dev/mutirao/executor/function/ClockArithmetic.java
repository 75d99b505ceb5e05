package dev.mutirao.executor.function;

import static dev.mutirao.executor.function.Calendar.MICROS_PER_DAY;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// `+` and `-` of dates, times, timestamps and intervals. A DATE and an interval of months make a
/// DATE; of days to seconds, a TIMESTAMP, which the planner casts back where the interval has days
/// only.
final class ClockArithmetic {
  private ClockArithmetic() {}

  @ScalarFunction("+")
  @SqlType("DATE")
  static int addDays(@SqlType("DATE") int date, int days) {
    return Calendar.day(date + (long) days);
  }

  @ScalarFunction("+")
  @SqlType("DATE")
  static int addToDays(int days, @SqlType("DATE") int date) {
    return Calendar.day(date + (long) days);
  }

  @ScalarFunction("-")
  @SqlType("DATE")
  static int subtractDays(@SqlType("DATE") int date, int days) {
    return Calendar.day(date - (long) days);
  }

  @ScalarFunction("-")
  static int daysBetween(@SqlType("DATE") int later, @SqlType("DATE") int earlier) {
    return IntegerArithmetic.subtract(later, earlier);
  }

  @ScalarFunction("+")
  @SqlType("DATE")
  static int addMonths(@SqlType("DATE") int date, @SqlType("INTERVAL_MONTHS") int months) {
    return Calendar.plusMonths(date, months);
  }

  @ScalarFunction("-")
  @SqlType("DATE")
  static int subtractMonths(@SqlType("DATE") int date, @SqlType("INTERVAL_MONTHS") int months) {
    return Calendar.plusMonths(date, IntegerArithmetic.negate(months));
  }

  @ScalarFunction("+")
  @SqlType("TIMESTAMP")
  static long atTime(@SqlType("DATE") int date, @SqlType("TIME") long time) {
    return sum(Calendar.midnight(date), time);
  }

  @ScalarFunction("+")
  @SqlType("TIMESTAMP")
  static long atDate(@SqlType("TIME") long time, @SqlType("DATE") int date) {
    return sum(Calendar.midnight(date), time);
  }

  @ScalarFunction("+")
  @SqlType("TIMESTAMP")
  static long addMicrosToDate(@SqlType("DATE") int date, @SqlType("INTERVAL_MICROS") long micros) {
    return sum(Calendar.midnight(date), micros);
  }

  @ScalarFunction("-")
  @SqlType("TIMESTAMP")
  static long subtractMicrosFromDate(
      @SqlType("DATE") int date, @SqlType("INTERVAL_MICROS") long micros) {
    return difference(Calendar.midnight(date), micros);
  }

  @ScalarFunction("+")
  @SqlType("TIMESTAMP")
  static long addMonths(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MONTHS") int months) {
    return sum(
        Calendar.midnight(Calendar.plusMonths(Calendar.dayOf(timestamp), months)),
        Calendar.timeOf(timestamp));
  }

  @ScalarFunction("-")
  @SqlType("TIMESTAMP")
  static long subtractMonths(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MONTHS") int months) {
    return addMonths(timestamp, IntegerArithmetic.negate(months));
  }

  @ScalarFunction("+")
  @SqlType("TIMESTAMP")
  static long addMicros(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MICROS") long micros) {
    return sum(timestamp, micros);
  }

  @ScalarFunction("-")
  @SqlType("TIMESTAMP")
  static long subtractMicros(
      @SqlType("TIMESTAMP") long timestamp, @SqlType("INTERVAL_MICROS") long micros) {
    return difference(timestamp, micros);
  }

  @ScalarFunction("-")
  @SqlType("INTERVAL_MICROS")
  static long between(@SqlType("TIMESTAMP") long later, @SqlType("TIMESTAMP") long earlier) {
    return difference(later, earlier);
  }

  @ScalarFunction("+")
  @SqlType("INSTANT")
  static long addToInstant(
      @SqlType("INSTANT") long instant, @SqlType("INTERVAL_MICROS") long micros) {
    return sum(instant, micros);
  }

  @ScalarFunction("-")
  @SqlType("INSTANT")
  static long subtractFromInstant(
      @SqlType("INSTANT") long instant, @SqlType("INTERVAL_MICROS") long micros) {
    return difference(instant, micros);
  }

  @ScalarFunction("-")
  @SqlType("INTERVAL_MICROS")
  static long betweenInstants(@SqlType("INSTANT") long later, @SqlType("INSTANT") long earlier) {
    return difference(later, earlier);
  }

  @ScalarFunction("+")
  @SqlType("TIME")
  static long addToTime(@SqlType("TIME") long time, @SqlType("INTERVAL_MICROS") long micros) {
    return Math.floorMod(time + micros % MICROS_PER_DAY, MICROS_PER_DAY);
  }

  @ScalarFunction("-")
  @SqlType("TIME")
  static long subtractFromTime(
      @SqlType("TIME") long time, @SqlType("INTERVAL_MICROS") long micros) {
    return Math.floorMod(time - micros % MICROS_PER_DAY, MICROS_PER_DAY);
  }

  @ScalarFunction("-")
  @SqlType("INTERVAL_MICROS")
  static long betweenTimes(@SqlType("TIME") long later, @SqlType("TIME") long earlier) {
    return later - earlier;
  }

  @ScalarFunction("+")
  @SqlType("INTERVAL_MICROS")
  static long addIntervals(@SqlType("INTERVAL_MICROS") long a, @SqlType("INTERVAL_MICROS") long b) {
    return sum(a, b);
  }

  @ScalarFunction("-")
  @SqlType("INTERVAL_MICROS")
  static long subtractIntervals(
      @SqlType("INTERVAL_MICROS") long a, @SqlType("INTERVAL_MICROS") long b) {
    return difference(a, b);
  }

  @ScalarFunction("+")
  @SqlType("INTERVAL_MONTHS")
  static int addIntervals(@SqlType("INTERVAL_MONTHS") int a, @SqlType("INTERVAL_MONTHS") int b) {
    return IntegerArithmetic.add(a, b);
  }

  @ScalarFunction("-")
  @SqlType("INTERVAL_MONTHS")
  static int subtractIntervals(
      @SqlType("INTERVAL_MONTHS") int a, @SqlType("INTERVAL_MONTHS") int b) {
    return IntegerArithmetic.subtract(a, b);
  }

  @ScalarFunction("*")
  @SqlType("INTERVAL_MICROS")
  static long multiply(@SqlType("INTERVAL_MICROS") long interval, long times) {
    return IntegerArithmetic.multiply(interval, times);
  }

  @ScalarFunction("*")
  @SqlType("INTERVAL_MICROS")
  static long multiplied(long times, @SqlType("INTERVAL_MICROS") long interval) {
    return IntegerArithmetic.multiply(interval, times);
  }

  @ScalarFunction("*")
  @SqlType("INTERVAL_MICROS")
  static long multiply(@SqlType("INTERVAL_MICROS") long interval, double times) {
    return rounded("*", interval * times);
  }

  @ScalarFunction("*")
  @SqlType("INTERVAL_MICROS")
  static long multiplied(double times, @SqlType("INTERVAL_MICROS") long interval) {
    return rounded("*", interval * times);
  }

  @ScalarFunction("/")
  @SqlType("INTERVAL_MICROS")
  static long divide(@SqlType("INTERVAL_MICROS") long interval, double by) {
    if (by == 0) {
      throw QueryErrors.divisionByZero(interval + " microseconds");
    }
    return rounded("/", interval / by);
  }

  @ScalarFunction("*")
  @SqlType("INTERVAL_MONTHS")
  static int multiply(@SqlType("INTERVAL_MONTHS") int interval, int times) {
    return IntegerArithmetic.multiply(interval, times);
  }

  @ScalarFunction("*")
  @SqlType("INTERVAL_MONTHS")
  static int multiplied(int times, @SqlType("INTERVAL_MONTHS") int interval) {
    return IntegerArithmetic.multiply(interval, times);
  }

  @ScalarFunction("negate")
  @SqlType("INTERVAL_MICROS")
  static long negate(@SqlType("INTERVAL_MICROS") long interval) {
    return IntegerArithmetic.negate(interval);
  }

  @ScalarFunction("negate")
  @SqlType("INTERVAL_MONTHS")
  static int negate(@SqlType("INTERVAL_MONTHS") int interval) {
    return IntegerArithmetic.negate(interval);
  }

  private static long rounded(String operator, double micros) {
    double rounded = Math.rint(micros);
    if (!(Math.abs(rounded) < 0x1p63)) {
      throw QueryErrors.invalidArgument(
          operator, "an interval below 2^63 microseconds as its result", TextFormat.real(micros));
    }
    return (long) rounded;
  }

  private static long sum(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException e) {
      throw QueryErrors.overflow(
          a + " + " + b + " microseconds", "TIMESTAMP", "use a smaller interval");
    }
  }

  private static long difference(long a, long b) {
    try {
      return Math.subtractExact(a, b);
    } catch (ArithmeticException e) {
      throw QueryErrors.overflow(
          a + " - " + b + " microseconds", "TIMESTAMP", "use a smaller interval");
    }
  }
}
