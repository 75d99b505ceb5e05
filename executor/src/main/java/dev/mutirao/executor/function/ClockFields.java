package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// Parts of dates and times under their own names, as whole numbers or words.
final class ClockFields {
  private ClockFields() {}

  @ScalarFunction(
      value = "year",
      description = "The year.",
      example = "year(DATE '2024-02-29')",
      result = "2024")
  static long year(@SqlType("DATE") int date) {
    return ClockPart.YEAR.of(date, 0);
  }

  @ScalarFunction("year")
  static long year(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.YEAR.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "quarter",
      description = "The quarter, 1 to 4.",
      example = "quarter(DATE '2024-02-29')",
      result = "1")
  static long quarter(@SqlType("DATE") int date) {
    return ClockPart.QUARTER.of(date, 0);
  }

  @ScalarFunction("quarter")
  static long quarter(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.QUARTER.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "month",
      description = "The month, 1 to 12.",
      example = "month(DATE '2024-02-29')",
      result = "2")
  static long month(@SqlType("DATE") int date) {
    return ClockPart.MONTH.of(date, 0);
  }

  @ScalarFunction("month")
  static long month(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.MONTH.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "week",
      aliases = "weekofyear",
      description = "The week of the ISO year, which begins on a Monday.",
      example = "week(DATE '2024-02-29')",
      result = "9")
  static long week(@SqlType("DATE") int date) {
    return ClockPart.WEEK.of(date, 0);
  }

  @ScalarFunction("week")
  static long week(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.WEEK.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "day",
      aliases = "dayofmonth",
      description = "The day of the month.",
      example = "day(DATE '2024-02-29')",
      result = "29")
  static long day(@SqlType("DATE") int date) {
    return ClockPart.DAY.of(date, 0);
  }

  @ScalarFunction("day")
  static long day(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.DAY.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "dayofweek",
      aliases = "weekday",
      description = "The day of the week from Sunday, 0, to Saturday, 6.",
      example = "dayofweek(DATE '2024-02-29')",
      result = "4")
  static long dayofweek(@SqlType("DATE") int date) {
    return ClockPart.DOW.of(date, 0);
  }

  @ScalarFunction("dayofweek")
  static long dayofweek(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.DOW.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "isodow",
      description = "The day of the week from Monday, 1, to Sunday, 7.",
      example = "isodow(DATE '2024-03-03')",
      result = "7")
  static long isodow(@SqlType("DATE") int date) {
    return ClockPart.ISODOW.of(date, 0);
  }

  @ScalarFunction("isodow")
  static long isodow(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.ISODOW.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "dayofyear",
      description = "The day of the year, from 1.",
      example = "dayofyear(DATE '2024-02-29')",
      result = "60")
  static long dayofyear(@SqlType("DATE") int date) {
    return ClockPart.DOY.of(date, 0);
  }

  @ScalarFunction("dayofyear")
  static long dayofyear(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.DOY.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "isoyear",
      description = "The year to which the ISO week belongs.",
      example = "isoyear(DATE '2021-01-03')",
      result = "2020")
  static long isoyear(@SqlType("DATE") int date) {
    return ClockPart.ISOYEAR.of(date, 0);
  }

  @ScalarFunction("isoyear")
  static long isoyear(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.ISOYEAR.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "yearweek",
      description = "The ISO year and week as one number.",
      example = "yearweek(DATE '2024-02-29')",
      result = "202409")
  static long yearweek(@SqlType("DATE") int date) {
    return ClockPart.YEARWEEK.of(date, 0);
  }

  @ScalarFunction("yearweek")
  static long yearweek(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.YEARWEEK.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "decade",
      description = "The year divided by 10.",
      example = "decade(DATE '2024-02-29')",
      result = "202")
  static long decade(@SqlType("DATE") int date) {
    return ClockPart.DECADE.of(date, 0);
  }

  @ScalarFunction("decade")
  static long decade(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.DECADE.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "century",
      description = "The century: 2000 was the last year of the 20th.",
      example = "century(DATE '2024-02-29')",
      result = "21")
  static long century(@SqlType("DATE") int date) {
    return ClockPart.CENTURY.of(date, 0);
  }

  @ScalarFunction("century")
  static long century(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.CENTURY.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "millennium",
      description = "The millennium: 2000 was the last year of the 2nd.",
      example = "millennium(DATE '2024-02-29')",
      result = "3")
  static long millennium(@SqlType("DATE") int date) {
    return ClockPart.MILLENNIUM.of(date, 0);
  }

  @ScalarFunction("millennium")
  static long millennium(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.MILLENNIUM.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "era",
      description = "1 after Christ, 0 before.",
      example = "era(DATE '2024-02-29')",
      result = "1")
  static long era(@SqlType("DATE") int date) {
    return ClockPart.ERA.of(date, 0);
  }

  @ScalarFunction("era")
  static long era(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.ERA.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "hour",
      description = "The hour, 0 to 23.",
      example = "hour(TIMESTAMP '2024-02-29 13:45:10')",
      result = "13")
  static long hour(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.HOUR.of(0, Calendar.timeOf(timestamp));
  }

  @ScalarFunction("hour")
  static long hourOfTime(@SqlType("TIME") long time) {
    return ClockPart.HOUR.of(0, time);
  }

  @ScalarFunction(
      value = "minute",
      description = "The minute, 0 to 59.",
      example = "minute(TIMESTAMP '2024-02-29 13:45:10')",
      result = "45")
  static long minute(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.MINUTE.of(0, Calendar.timeOf(timestamp));
  }

  @ScalarFunction("minute")
  static long minuteOfTime(@SqlType("TIME") long time) {
    return ClockPart.MINUTE.of(0, time);
  }

  @ScalarFunction(
      value = "second",
      description = "The second, 0 to 59, without its fraction.",
      example = "second(TIMESTAMP '2024-02-29 13:45:10.5')",
      result = "10")
  static long second(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.SECOND.of(0, Calendar.timeOf(timestamp));
  }

  @ScalarFunction("second")
  static long secondOfTime(@SqlType("TIME") long time) {
    return ClockPart.SECOND.of(0, time);
  }

  @ScalarFunction(
      value = "millisecond",
      description = "The second with its milliseconds, as one number.",
      example = "millisecond(TIMESTAMP '2024-02-29 13:45:10.5')",
      result = "10500")
  static long millisecond(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.MILLISECOND.of(0, Calendar.timeOf(timestamp));
  }

  @ScalarFunction("millisecond")
  static long millisecondOfTime(@SqlType("TIME") long time) {
    return ClockPart.MILLISECOND.of(0, time);
  }

  @ScalarFunction(
      value = "microsecond",
      description = "The second with its microseconds, as one number.",
      example = "microsecond(TIMESTAMP '2024-02-29 13:45:10.5')",
      result = "10500000")
  static long microsecond(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.MICROSECOND.of(0, Calendar.timeOf(timestamp));
  }

  @ScalarFunction("microsecond")
  static long microsecondOfTime(@SqlType("TIME") long time) {
    return ClockPart.MICROSECOND.of(0, time);
  }

  @ScalarFunction(
      value = "dayname",
      description = "The English name of the day of the week.",
      example = "dayname(DATE '2024-02-29')",
      result = "Thursday")
  static Bytes dayName(@SqlType("DATE") int date) {
    return ClockName.DAY.of(date, 0);
  }

  @ScalarFunction("dayname")
  static Bytes dayName(@SqlType("TIMESTAMP") long timestamp) {
    return ClockName.DAY.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "monthname",
      description = "The English name of the month.",
      example = "monthname(DATE '2024-02-29')",
      result = "February")
  static Bytes monthName(@SqlType("DATE") int date) {
    return ClockName.MONTH.of(date, 0);
  }

  @ScalarFunction("monthname")
  static Bytes monthName(@SqlType("TIMESTAMP") long timestamp) {
    return ClockName.MONTH.of(Calendar.dayOf(timestamp), 0);
  }

  @ScalarFunction(
      value = "julian",
      description = "The Julian day, with the part of it that has gone by.",
      example = "julian(TIMESTAMP '2024-02-29 12:00:00')",
      result = "2460370.5")
  static double julian(@SqlType("TIMESTAMP") long timestamp) {
    return ClockPart.JULIAN.fractional(Calendar.dayOf(timestamp), Calendar.timeOf(timestamp));
  }
}
