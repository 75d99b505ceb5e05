package dev.mutirao.connectors.csv.write;

/// Spells dates and times into bytes.
final class ClockText {
  private static final long MICROS = 1_000_000;
  static final long DAY = 86_400 * MICROS;

  /// Days from 0000-03-01 to 1970-01-01.
  private static final long EPOCH = 719_468;

  private static final long DAYS_PER_ERA = 146_097;

  /// 0001-01-01 and 9999-12-31.
  private static final long FIRST = -719_162;

  private static final long LAST = 2_932_896;

  private ClockText() {}

  /// Whether a day's year has four digits.
  static boolean isPlain(long day) {
    return day >= FIRST && day <= LAST;
  }

  /// A day since 1970-01-01. Counts eras of 400 years that begin in March, so that leap days are
  /// last.
  static void date(long day, TextBuffer out) {
    long shifted = day + EPOCH;
    long era = shifted / DAYS_PER_ERA;
    long ofEra = shifted - era * DAYS_PER_ERA;
    long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long fromMarch = (5 * ofYear + 2) / 153;
    long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    out.putPadded(yearOfEra + 400 * era + (month <= 2 ? 1 : 0), 4);
    out.put('-');
    out.putPadded(month, 2);
    out.put('-');
    out.putPadded(ofYear - (153 * fromMarch + 2) / 5 + 1, 2);
  }

  /// Microseconds since midnight.
  static void time(long micros, TextBuffer out) {
    long seconds = micros / MICROS;
    out.putPadded(seconds / 3600, 2);
    out.put(':');
    out.putPadded(seconds / 60 % 60, 2);
    out.put(':');
    out.putPadded(seconds % 60, 2);
    long fraction = micros % MICROS;
    if (fraction != 0) {
      int digits = 6;
      while (fraction % 10 == 0) {
        fraction /= 10;
        digits--;
      }
      out.put('.');
      out.putPadded(fraction, digits);
    }
  }
}
