package dev.mutirao.connectors.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1", "1e20, 1e+20", "1e15, 1e+15", "1e14, 100000000000000", "0.0001, 0.0001",
    "0.00001, 1e-05", "-1.5e-7, -1.5e-07", "1e300, 1e+300", "-0.0, -0", "0.0, 0",
    "123456789.25, 123456789.25", "NaN, NaN", "-Infinity, -Infinity"
  })
  void doublesHaveTheShortestDigitsThatReadBack(double value, String text) {
    assertEquals(text, ValueText.ofDouble(value));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "1e6, 1e+06", "123456, 123456", "16777216, 1.6777216e+07"})
  void realsSwitchToExponentsSooner(float value, String text) {
    assertEquals(text, ValueText.ofReal(value));
  }

  @Test
  void decimalsKeepTheirScale() {
    assertEquals("-0.05", text(new Type.Decimal(9, 2), -5L));
    assertEquals("1.50", text(new Type.Decimal(38, 2), BigInteger.valueOf(150)));
  }

  @Test
  void timestampsDropTrailingZeros() {
    long micros = 1_709_251_199_500_000L;
    assertEquals("2024-02-29 23:59:59.5", text(Type.Simple.TIMESTAMP, micros));
    assertEquals("1969-12-31 23:59:59.999999", text(Type.Simple.TIMESTAMP, -1L));
    assertEquals(
        "0044-03-15 BC", text(Type.Simple.DATE, java.time.LocalDate.of(-43, 3, 15).toEpochDay()));
  }

  @Test
  void instantsCarryTheOffsetOfTheirZone() {
    var instant = new Literal(Type.Simple.INSTANT, 0L);
    assertEquals("1970-01-01 00:00:00+00", ValueText.of(instant));
    assertEquals("1970-01-01 05:30:00+05:30", ValueText.of(instant, ZoneId.of("Asia/Kolkata")));
    assertEquals("1969-12-31 21:00:00-03", ValueText.of(instant, ZoneId.of("America/Sao_Paulo")));
  }

  @Test
  void intervalsNameTheirUnits() {
    assertEquals("1 year 2 mons", text(Type.Simple.INTERVAL_MONTHS, 14L));
    assertEquals("1 day 02:00:00.5", text(Type.Simple.INTERVAL_MICROS, 93_600_500_000L));
    assertEquals("00:00:00", text(Type.Simple.INTERVAL_MICROS, 0L));
  }

  @Test
  void bytesAreHexadecimal() {
    assertEquals("\\x00ff", text(Type.Simple.VARBINARY, new Binary(new byte[] {0, -1})));
  }

  private static String text(Type type, Object value) {
    return ValueText.of(new Literal(type, value));
  }
}
