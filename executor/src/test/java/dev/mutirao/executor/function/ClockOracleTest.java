package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.time.temporal.TemporalField;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/// Dates and times against java.time, on seeded random moments of the years 1 to 9999.
class ClockOracleTest {
  private static final int ROUNDS = 20_000;
  private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
  private static final long SECONDS =
      ChronoUnit.SECONDS.between(FIRST, LocalDateTime.of(9999, 12, 31, 23, 59));

  private final Random random = new Random(20240229);

  @Test
  void partsAreThoseOfJavaTime() {
    Map<ClockPart, TemporalField> fields =
        Map.of(
            ClockPart.YEAR, java.time.temporal.ChronoField.YEAR,
            ClockPart.MONTH, java.time.temporal.ChronoField.MONTH_OF_YEAR,
            ClockPart.QUARTER, IsoFields.QUARTER_OF_YEAR,
            ClockPart.DOY, java.time.temporal.ChronoField.DAY_OF_YEAR,
            ClockPart.ISODOW, java.time.temporal.ChronoField.DAY_OF_WEEK,
            ClockPart.WEEK, WeekFields.ISO.weekOfWeekBasedYear(),
            ClockPart.ISOYEAR, WeekFields.ISO.weekBasedYear(),
            ClockPart.JULIAN, JulianFields.JULIAN_DAY,
            ClockPart.HOUR, java.time.temporal.ChronoField.HOUR_OF_DAY,
            ClockPart.SECOND, java.time.temporal.ChronoField.SECOND_OF_MINUTE);
    for (int round = 0; round < ROUNDS; round++) {
      var moment = moment();
      long micros = micros(moment);
      fields.forEach((part, field) ->
          assertEquals(
              moment.getLong(field),
              part.of(Calendar.dayOf(micros), Calendar.timeOf(micros)),
              part + " of " + moment));
    }
  }

  @Test
  void patternsPrintAndReadAsJavaTimeDoes() {
    var pattern = ClockPattern.of(KeptBytes.of("YYYY-MM-DD\"T\"HH24:MI:SS.US"));
    var percent = PercentPattern.of(KeptBytes.of("%d %b %Y %H:%M:%S.%f"));
    var ours = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
    var english = DateTimeFormatter.ofPattern("dd MMM uuuu HH:mm:ss.SSSSSS", Locale.US);
    try (var allocator = new RootAllocator();
        var buffer = new TextBuffer(allocator)) {
      for (int round = 0; round < ROUNDS; round++) {
        buffer.reset();
        var moment = moment();
        long micros = micros(moment);
        var printed = ClockFormats.toChar(buffer, micros, pattern);
        assertEquals(moment.format(ours), printed.text());
        assertEquals(micros, ClockFormats.toTimestamp(printed, pattern), printed.text());
        var inC = ClockFormats.strftime(buffer, micros, percent);
        assertEquals(moment.format(english), inC.text());
        assertEquals(micros, ClockFormats.strptime(inC, percent), inC.text());
      }
    }
  }

  @Test
  void wholePartsGoneByAreThoseOfJavaTime() {
    var units =
        Map.of(
            ClockPart.DAY, ChronoUnit.DAYS,
            ClockPart.HOUR, ChronoUnit.HOURS,
            ClockPart.MINUTE, ChronoUnit.MINUTES,
            ClockPart.WEEK, ChronoUnit.WEEKS);
    for (int round = 0; round < ROUNDS; round++) {
      var from = moment();
      var to = moment();
      units.forEach((part, unit) ->
          assertEquals(
              unit.between(from, to),
              ClockDifferences.elapsed(part, micros(from), micros(to)),
              part + " from " + from + " to " + to));
      assertEquals(
          ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate()),
          ClockDifferences.difference(ClockPart.DAY, micros(from), micros(to)));
      assertEquals(
          to.getYear() - from.getYear(),
          ClockDifferences.difference(ClockPart.YEAR, micros(from), micros(to)));
    }
  }

  /// Every instant of the years of daylight saving is shown as java.time shows it, and comes back
  /// from its clock unless the clock shows it twice, when the later one does.
  @Test
  void clocksOfTimeZonesComeBack() {
    for (var name : new String[] {"America/New_York", "America/Sao_Paulo", "Asia/Kolkata"}) {
      var zone = ZoneId.of(name);
      for (int round = 0; round < ROUNDS; round++) {
        long seconds = random.nextLong(0, 2_000_000_000L);
        var clock = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), zone);
        assertEquals(micros(clock), Calendar.toClock(seconds * 1_000_000, zone), name);
        var offsets = zone.getRules().getValidOffsets(clock);
        long later = clock.toEpochSecond(offsets.getLast());
        assertEquals(later * 1_000_000, Calendar.toInstant(micros(clock), zone), name);
      }
    }
  }

  private LocalDateTime moment() {
    return FIRST.plusSeconds(random.nextLong(SECONDS)).plusNanos(random.nextInt(1_000_000) * 1000L);
  }

  private static long micros(LocalDateTime moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant(ZoneOffset.UTC));
  }
}
