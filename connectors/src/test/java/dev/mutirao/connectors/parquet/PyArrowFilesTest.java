package dev.mutirao.connectors.parquet;

import static dev.mutirao.connectors.parquet.ParquetTable.assertSameRows;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of the resources, which `make_files.py` beside them makes.
class PyArrowFilesTest {
  private static void assertReadsAsDuckDb(String name, int batchRows) {
    var table = ParquetTable.resource(name);
    assertSameRows(
        DuckDb.query("SELECT * FROM '" + table.location() + "'"),
        table.inBatchesOf(batchRows).rows());
  }

  /// Reads the encodings files; DuckDB cannot read one of their columns.
  private static void assertReadsEncodings(String name, int batchRows, boolean nulls) {
    var table = ParquetTable.resource(name).inBatchesOf(batchRows);
    var others =
        table.names().stream().filter(column -> !column.equals("bss_fixed")).toArray(String[]::new);
    assertSameRows(
        DuckDb.query("SELECT * EXCLUDE bss_fixed FROM '" + table.location() + "'"),
        table.rows(others));
    var split = table.column("bss_fixed");
    for (int i = 0; i < 1000; i++) {
      boolean missing = nulls && (i % 7 == 0 || i >= 300 && i < 420);
      assertEquals(
          missing ? null : String.format("%02x%02x000000", i % 256, i / 256), split.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 333, 8192})
  void everyEncodingReadsInBatchesOfAnySize(int batchRows) {
    assertReadsEncodings("encodings_v1.parquet", batchRows, false);
    assertReadsEncodings("encodings_v2.parquet", batchRows, false);
    assertReadsEncodings("encodings_v1_nulls.parquet", batchRows, true);
    assertReadsEncodings("encodings_v2_nulls.parquet", batchRows, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dictionary_given_up.parquet", "page_index_v1.parquet", "page_index_v2.parquet"})
  void chunksOfSeveralPagesReadInBatchesOfAnySize(String name) {
    for (int batchRows : List.of(7, 1000, 8192)) {
      assertReadsAsDuckDb(name, batchRows);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4", "brotli"})
  void everyCodecReadsInBothPageVersions(String codec) {
    var expected = new ArrayList<List<Object>>();
    for (int i = 0; i < 300; i++) {
      var row = new ArrayList<Object>();
      row.add(i % 9 == 0 ? null : 3L * i);
      row.add(i % 5 == 0 ? null : "texto " + i % 13);
      expected.add(row);
    }
    assertSameRows(expected, ParquetTable.resource("codec_" + codec + "_v1.parquet").rows());
    assertSameRows(expected, ParquetTable.resource("codec_" + codec + "_v2.parquet").rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.parquet", "types_plain.parquet"})
  void everyTypeHasItsSqlTypeAndValues(String name) {
    var table = ParquetTable.resource(name);
    assertEquals(
        List.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "DECIMAL(20, 0)",
            "REAL",
            "REAL",
            "DOUBLE",
            "BOOLEAN",
            "VARCHAR",
            "VARCHAR",
            "VARBINARY",
            "VARBINARY",
            "DATE",
            "TIME",
            "TIME",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP",
            "TIMESTAMP",
            "TIMESTAMP WITH LOCAL TIME ZONE",
            "TIMESTAMP WITH LOCAL TIME ZONE",
            "DECIMAL(5, 2)",
            "DECIMAL(18, 3)",
            "DECIMAL(38, 4)",
            "VARCHAR",
            "VARCHAR",
            "INTEGER"),
        table.types());
    assertEquals(new BigDecimal("18446744073709551614"), table.column("u64").get(1));
    assertEquals(-7.5, table.column("f16").get(1));
    assertEquals("3f0102", table.column("fixed").get(63));
    assertEquals(LocalTime.parse("00:16:40.000007"), table.column("t_ns").get(1));
    assertEquals(LocalDateTime.parse("1969-12-31T23:59:29.999999"), table.column("ts_ns").get(0));
    assertEquals(Instant.parse("1969-12-31T23:59:31.001Z"), table.column("tz_ms").get(1));
    assertEquals("00012345-6789-abcd-ef01-23456789abcd", table.column("uuid").get(1));
    assertEquals("{\"a\": 7}", table.column("json").get(7));
    assertEquals(null, table.column("nothing").get(0));
    for (var column : table.names()) {
      // DuckDB has other types for these.
      if (!List.of("json", "t_ns").contains(column)) {
        assertEquals(
            DuckDb.query("SELECT " + column + " FROM '" + table.location() + "'").stream()
                .map(List::getFirst)
                .toList(),
            table.column(column),
            column);
      }
    }
  }

  @Test
  void decimalsStoredAsIntegersAndInt96Timestamps() {
    assertReadsAsDuckDb("decimals_as_integers.parquet", 10);
    assertEquals(
        List.of("TIMESTAMP", "TIMESTAMP", "TIMESTAMP"),
        ParquetTable.resource("int96.parquet").types());
    assertReadsAsDuckDb("int96.parquet", 10);
  }

  @Test
  void aTableWithoutRowsHasARowGroupThatHoldsNothing() {
    var table = ParquetTable.resource("no_rows.parquet");
    assertEquals(List.of("BIGINT", "VARCHAR"), table.types());
    assertReadsAsDuckDb("no_rows.parquet", 10);
  }

  @Test
  void nestedColumnsAreNamedButNotPartOfTheSchema() {
    var table = ParquetTable.resource("nested.parquet");
    assertEquals(List.of("id", "last"), table.names());
    var options = table.describe().handle().options();
    assertEquals("LIST", options.get("unsupported=list"));
    assertEquals("MAP", options.get("unsupported=map"));
    assertEquals("STRUCT", options.get("unsupported=struct"));
    var expected =
        List.of(
            List.<Object>of(1L, "a"),
            java.util.Arrays.<Object>asList(2L, null),
            List.<Object>of(3L, "c"));
    assertSameRows(expected, table.rows());
  }
}
