package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.CastOracle.Kind;
import dev.mutirao.server.slt.CastOracle.SqlType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// CAST and TRY_CAST from every type to every type, of typical values, those at the bounds, and
/// NULL; as constants and as columns. What there is no cast for is refused.
final class CastTableTest {
  private static final Map<SqlType, List<Object>> VALUES = values();

  @TempDir private static Path folder;
  private static RootAllocator allocator;
  private static StatementWay engine;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    allocator = new RootAllocator(1L << 28);
    engine = new StatementWay(EmbeddedEngine.open(allocator, 1, folder, Optional.empty()));
    engine.rows("SET timezone = '" + CastOracle.ZONE + "'");
    int number = 0;
    for (var values : VALUES.values()) {
      var lines = new StringBuilder("row,text\n");
      for (int i = 0; i < values.size(); i++) {
        lines.append(i).append(",\"").append(CastOracle.write(values.get(i))).append("\"\n");
      }
      Files.writeString(
          folder.resolve(number++ + ".csv"), lines.append(values.size()).append(",\n"));
    }
  }

  @AfterAll
  static void nothingIsLeft() {
    engine.close();
    assertEquals(0, allocator.getAllocatedMemory());
    allocator.close();
  }

  @TestFactory
  Stream<DynamicTest> everyTypeToEveryType() {
    var pairs = new ArrayList<DynamicTest>();
    for (var from : VALUES.keySet()) {
      for (var to : VALUES.keySet()) {
        var name = from.sql() + " to " + to.sql();
        if (!CastOracle.exists(from, to)) {
          pairs.add(DynamicTest.dynamicTest(name, () -> assertRefused(from, to)));
        } else if (from.kind() != Kind.VARCHAR || to.kind() == Kind.VARCHAR) {
          pairs.add(DynamicTest.dynamicTest(name, () -> assertCasts(from, to)));
        }
      }
    }
    return pairs.stream();
  }

  private static void assertRefused(SqlType from, SqlType to) {
    for (var cast : List.of("CAST", "TRY_CAST")) {
      var sql = "SELECT " + cast + "(" + column(from) + " AS " + to.sql() + ")" + table(from);
      var error = assertThrows(MutiraoException.class, () -> engine.rows(sql), sql);
      assertEquals(ErrorCode.TYPE_MISMATCH, error.code(), error.getMessage());
      assertTrue(
          error.getMessage().contains("there is no cast from " + from.sql() + " to " + to.sql()),
          error.getMessage());
    }
  }

  private static void assertCasts(SqlType from, SqlType to) throws InterruptedException {
    var values = VALUES.get(from);
    var expected = new ArrayList<Optional<Object>>();
    for (var value : values) {
      expected.add(to.kind() == Kind.VARCHAR ? Optional.of(value) : CastOracle.cast(value, to));
    }
    var rows =
        engine.rows(
            "SELECT TRY_CAST("
                + column(from)
                + " AS "
                + to.sql()
                + ")"
                + table(from)
                + " ORDER BY \"row\"");
    assertEquals("NULL", rows.getLast(), "NULL stays NULL");
    assertEquals(expected, read(rows.subList(0, values.size()), from, to), "TRY_CAST of columns");
    var constants =
        values.stream()
            .map(value -> "TRY_CAST(" + constant(value, from) + " AS " + to.sql() + ")")
            .collect(Collectors.joining(", "));
    var one = List.of(engine.rows("SELECT " + constants).getFirst().split("\\|", -1));
    assertEquals(expected, read(one, from, to), "TRY_CAST of constants");
    var cast = "SELECT CAST(" + column(from) + " AS " + to.sql() + ")" + table(from);
    var fitting =
        IntStream.range(0, values.size())
            .filter(i -> expected.get(i).isPresent())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", " WHERE \"row\" IN (", ") ORDER BY \"row\""));
    assertEquals(
        expected.stream().filter(Optional::isPresent).toList(),
        read(engine.rows(cast + fitting), from, to),
        "CAST");
    for (int i = 0; i < values.size(); i++) {
      if (expected.get(i).isEmpty()) {
        var sql = cast + " WHERE \"row\" = " + i;
        var error = assertThrows(MutiraoException.class, () -> engine.rows(sql));
        assertEquals(ErrorCode.NUMERIC_OVERFLOW, error.code(), error.getMessage());
        assertTrue(error.getMessage().contains(to.sql()), error.getMessage());
        assertTrue(error.getMessage().contains("TRY_CAST"), error.getMessage());
        assertTrue(error.getMessage().contains(spelled(values.get(i))), error.getMessage());
      }
    }
  }

  /// Answers in Java's classes; texts are read back as values of the type that they come from.
  private static List<Optional<Object>> read(List<String> rows, SqlType from, SqlType to) {
    var type = to.kind() == Kind.VARCHAR ? from : to;
    return rows.stream()
        .map(text ->
            text.equals("NULL") ? Optional.empty() : Optional.of(CastOracle.read(text, type)))
        .toList();
  }

  /// How a message shows a value that does not fit.
  private static String spelled(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case Number number when Double.isFinite(number.doubleValue()) -> "";
      default -> value.toString();
    };
  }

  private static String column(SqlType type) {
    return "CAST(text AS " + type.sql() + ")";
  }

  private static String table(SqlType type) {
    int number = new ArrayList<>(VALUES.keySet()).indexOf(type);
    return " FROM read_csv('" + number + ".csv', types => 'text=VARCHAR', header => true)";
  }

  private static String constant(Object value, SqlType type) {
    return "CAST('" + CastOracle.write(value).replace("'", "''") + "' AS " + type.sql() + ")";
  }

  private static Map<SqlType, List<Object>> values() {
    var values = new LinkedHashMap<SqlType, List<Object>>();
    values.put(SqlType.of("BOOLEAN", Kind.BOOLEAN), List.of(true, false));
    values.put(SqlType.integer("TINYINT", 8), numbers("0", "1", "-1", "127", "-128"));
    values.put(
        SqlType.integer("SMALLINT", 16), numbers("0", "127", "128", "-129", "32767", "-32768"));
    values.put(
        SqlType.integer("INTEGER", 32),
        numbers("0", "32768", "-32769", "16777217", "2147483647", "-2147483648"));
    values.put(
        SqlType.integer("BIGINT", 64),
        numbers(
            "0",
            "2147483648",
            "-2147483649",
            "9007199254740993",
            "9223372036854775807",
            "-9223372036854775808"));
    values.put(
        SqlType.of("REAL", Kind.REAL),
        List.of(
            0f,
            -0f,
            0.5f,
            1.5f,
            2.5f,
            -2.5f,
            0.1f,
            127.5f,
            1.6777216e7f,
            1e10f,
            9.223372e18f,
            Float.MAX_VALUE,
            Float.MIN_VALUE,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY));
    values.put(
        SqlType.of("DOUBLE", Kind.DOUBLE),
        List.of(
            0.0,
            -0.0,
            0.5,
            1.5,
            2.5,
            -0.5,
            -2.5,
            0.1,
            1.005,
            127.49,
            127.5,
            -128.5,
            -128.51,
            32767.5,
            2147483647.5,
            0x1p63,
            -0x1p63,
            0x1.fffffffffffffp62,
            1e17,
            1234567.565,
            1e38,
            1e300,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY));
    values.put(
        SqlType.decimal(5, 2),
        numbers(
            "0.00", "0.05", "0.50", "1.50", "2.50", "-2.50", "127.49", "127.50", "-128.50",
            "999.99", "-999.99"));
    values.put(
        SqlType.decimal(18, 0),
        numbers("0", "128", "999999999999999999", "-999999999999999999", "9007199254740993"));
    values.put(
        SqlType.decimal(38, 10),
        numbers(
            "0.0000000000",
            "0.5000000000",
            "-0.5000000000",
            "0.0000000001",
            "1.0050000000",
            "9223372036854775807.4999999999",
            "9223372036854775807.5000000000",
            "-9223372036854775808.4999999999",
            "9999999999999999999999999999.9999999999"));
    values.put(SqlType.of("VARCHAR", Kind.VARCHAR), List.of("a", " b ", "ação 😀", "\\x00", "12"));
    values.put(
        SqlType.of("VARBINARY", Kind.VARBINARY),
        List.of(CastOracle.bytes("616263"), CastOracle.bytes("00ff"), CastOracle.bytes("5c78")));
    values.put(
        SqlType.of("DATE", Kind.DATE),
        List.of(
            LocalDate.EPOCH,
            LocalDate.of(2024, 2, 29),
            LocalDate.of(1969, 12, 31),
            LocalDate.of(2018, 11, 4), // has no midnight in São Paulo
            LocalDate.of(1600, 1, 1),
            LocalDate.of(9999, 12, 31)));
    values.put(
        SqlType.of("TIME", Kind.TIME),
        List.of(
            LocalTime.MIDNIGHT,
            LocalTime.of(12, 34, 56, 500_000_000),
            LocalTime.of(23, 59, 59, 999_999_000)));
    values.put(
        SqlType.of("TIMESTAMP", Kind.TIMESTAMP),
        List.of(
            LocalDateTime.of(1970, 1, 1, 0, 0),
            LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
            LocalDateTime.of(2018, 11, 4, 0, 30), // does not exist in São Paulo
            LocalDateTime.of(2018, 2, 17, 23, 30), // exists twice there
            LocalDateTime.of(1600, 1, 1, 12, 0),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59)));
    values.put(
        SqlType.of("TIMESTAMP WITH LOCAL TIME ZONE", Kind.INSTANT),
        List.of(
            Instant.EPOCH,
            Instant.parse("2024-02-29T02:59:59.999999Z"),
            Instant.parse("2018-11-04T03:00:00Z"),
            Instant.parse("2018-02-18T01:30:00Z"),
            Instant.parse("2018-02-18T02:30:00Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z")));
    values.put(
        SqlType.of("INTERVAL YEAR TO MONTH", Kind.MONTHS),
        List.of(Period.ofMonths(0), Period.ofMonths(14), Period.ofMonths(-14)));
    values.put(
        SqlType.of("INTERVAL DAY TO SECOND", Kind.MICROS),
        List.of(
            Duration.ZERO,
            Duration.ofHours(76).plusMillis(500),
            Duration.ofMinutes(-90),
            Duration.ofDays(-3).plusSeconds(1)));
    return values;
  }

  private static List<Object> numbers(String... texts) {
    return Stream.of(texts).<Object>map(BigDecimal::new).toList();
  }
}
