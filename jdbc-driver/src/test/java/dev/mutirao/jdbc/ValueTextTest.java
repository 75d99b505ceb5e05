package dev.mutirao.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValueTextTest {
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void numbersHaveTheShortestDigitsThatReadBack() {
    assertEquals("0.1", ValueText.of(0.1));
    assertEquals("1", ValueText.of(1.0));
    assertEquals("-0", ValueText.of(-0.0));
    assertEquals("100000000000000", ValueText.of(1e14));
    assertEquals("1e+15", ValueText.of(1e15));
    assertEquals("-1.5e-07", ValueText.of(-1.5e-7));
    assertEquals("4.9e-324", ValueText.of(Double.MIN_VALUE));
    assertEquals("NaN", ValueText.of(Double.NaN));
    assertEquals("-Infinity", ValueText.of(Double.NEGATIVE_INFINITY));
    assertEquals("0.1", ValueText.of(0.1f));
    assertEquals("1e+20", ValueText.of(1e20f));
    assertEquals("0.00000000000000000000000000000000000001", ValueText.of(new BigDecimal("1E-38")));
  }

  @Test
  void datesAndTimesAreSpelledAsInSql() {
    assertEquals("2024-02-29", ValueText.of(LocalDate.of(2024, 2, 29)));
    assertEquals("0001-01-01", ValueText.of(LocalDate.of(1, 1, 1)));
    assertEquals("00:00:00", ValueText.of(LocalTime.MIDNIGHT));
    assertEquals("23:59:59.5", ValueText.of(LocalTime.of(23, 59, 59, 500_000_000)));
    assertEquals(
        "2024-02-29 00:00:00.000001", ValueText.of(LocalDateTime.of(2024, 2, 29, 0, 0, 0, 1000)));
    assertEquals("1970-01-01 00:00:00+00", ValueText.of(Instant.EPOCH));
  }

  @Test
  void intervalsAreSpelledAsInSql() {
    assertEquals("1 year 2 mons", ValueText.of(Period.ofMonths(14)));
    assertEquals("-1 years -1 mons", ValueText.of(Period.ofMonths(-13)));
    assertEquals("00:00:00", ValueText.of(Period.ZERO));
    assertEquals("1 day 02:03:04.5", ValueText.of(Duration.parse("PT26H3M4.5S")));
    assertEquals("-01:30:00", ValueText.of(Duration.ofMinutes(-90)));
    assertEquals("2 days", ValueText.of(Duration.ofDays(2)));
    assertEquals("00:00:00", ValueText.of(Duration.ZERO));
  }

  @Test
  void bytesAreHexadecimal() {
    assertEquals("\\x00ff10", ValueText.of(new byte[] {0, (byte) 0xff, 16}));
    assertEquals("\\x", ValueText.of(new byte[0]));
  }

  @Test
  void digitsAreTheSameInEveryLocale() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    assertEquals("2024-02-29", ValueText.of(LocalDate.of(2024, 2, 29)));
    assertEquals("1e+15", ValueText.of(1e15));
  }
}
