package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.server.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A value read through JDBC is the value that the engine has, in whatever time zone this Java is.
class JdbcValuesTest {
  private static final List<String> VALUES =
      List.of(
          "TRUE",
          "FALSE",
          "CAST(NULL AS BOOLEAN)",
          "CAST(-128 AS TINYINT)",
          "CAST(NULL AS TINYINT)",
          "CAST(32767 AS SMALLINT)",
          "CAST(-2147483648 AS INTEGER)",
          "CAST(9223372036854775807 AS BIGINT)",
          "CAST(NULL AS BIGINT)",
          "CAST(0.1 AS REAL)",
          "CAST(3.4028235e38 AS REAL)",
          "CAST('NaN' AS REAL)",
          "CAST(0.1 AS DOUBLE)",
          "CAST('-Infinity' AS DOUBLE)",
          "CAST('NaN' AS DOUBLE)",
          "CAST(4.9e-324 AS DOUBLE)",
          "CAST(NULL AS DOUBLE)",
          "CAST(-0.05 AS DECIMAL(3, 2))",
          "CAST(1234567890123456.78 AS DECIMAL(18, 2))",
          "CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))",
          "CAST('-0.00000000000000000000000000000000000001' AS DECIMAL(38, 38))",
          "CAST(NULL AS DECIMAL(38, 2))",
          "''",
          "'ação 🎉'",
          "CAST(NULL AS VARCHAR)",
          "X'00ff10'",
          "X''",
          "CAST(NULL AS VARBINARY)",
          "DATE '1970-01-01'",
          "DATE '2024-02-29'",
          "DATE '1582-10-04'",
          "DATE '1582-10-15'",
          "DATE '0001-01-01'",
          "DATE '9999-12-31'",
          "CAST(NULL AS DATE)",
          "TIME '00:00:00'",
          "TIME '23:59:59'",
          "TIME '12:34:56.789012'",
          "CAST(NULL AS TIME)",
          "TIMESTAMP '2024-02-29 23:59:59.5'",
          "TIMESTAMP '2024-02-29 23:59:59.999999'",
          "TIMESTAMP '1969-12-31 23:59:59'",
          "TIMESTAMP '1969-12-31 23:59:59.000001'",
          "TIMESTAMP '2018-11-04 00:30:00'",
          "TIMESTAMP '0001-01-01 00:00:00'",
          "TIMESTAMP '9999-12-31 23:59:59'",
          "CAST(NULL AS TIMESTAMP)",
          "CAST('2024-02-29 23:59:59.123456+05:30' AS TIMESTAMP WITH LOCAL TIME ZONE)",
          "CAST('1900-01-01 00:00:00+00' AS TIMESTAMP WITH LOCAL TIME ZONE)",
          "CAST(NULL AS TIMESTAMP WITH LOCAL TIME ZONE)",
          "INTERVAL '14' MONTH",
          "INTERVAL '-3' YEAR",
          "INTERVAL '1 02:03:04.5' DAY TO SECOND",
          "INTERVAL '-90' MINUTE",
          "INTERVAL '0' MONTH",
          "INTERVAL '1' DAY",
          "INTERVAL '-1 12' DAY TO HOUR",
          "CAST(1e20 AS REAL)",
          "CAST(-1e-5 AS DOUBLE)",
          "CAST(1e15 AS DOUBLE)",
          "CAST('-0' AS DOUBLE)",
          "NULL");

  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/Sao_Paulo", "Asia/Kolkata"})
  void valuesAreTheEnginesInEveryTimeZone(String zoneOfJava) throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone(zoneOfJava));
    var expected = new ArrayList<String>();
    var got = new ArrayList<String>();
    try (var allocator = new RootAllocator();
        var engine =
            new StatementWay(EmbeddedEngine.open(allocator, 1, Path.of(""), Optional.empty()));
        var jdbc = new JdbcWay("jdbc:mutirao:?threads=1")) {
      for (var value : VALUES) {
        expected.add(value + " is " + one(engine, value));
        got.add(value + " is " + one(jdbc, value));
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", got));
  }

  private static String one(SltRunner.Way way, String value) throws Exception {
    return String.join(", ", way.rows("SELECT " + value));
  }
}
