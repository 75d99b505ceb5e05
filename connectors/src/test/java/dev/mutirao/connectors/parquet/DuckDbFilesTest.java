package dev.mutirao.connectors.parquet;

import static dev.mutirao.connectors.parquet.ParquetTable.assertSameRows;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that DuckDB writes hold what DuckDB reads from them.
class DuckDbFilesTest {
  private static final String QUERY =
      """
      SELECT i AS id, i %% 3 = 0 AS bool, (i %% 200 - 100)::TINYINT AS tiny, (i * 7 %% 60000 - 30000)::SMALLINT AS small,
        (i * 1000003 %% 4000000000 - 2000000000)::INT AS int, i * 1000000007 - 5000000 AS big,
        (i %% 256)::UTINYINT AS u8, (i * 3 %% 65536)::USMALLINT AS u16, (i * 999983 %% 4294967296)::UINTEGER AS u32,
        (18446744073709551615 - i)::UBIGINT AS u64, (i / 7)::FLOAT AS real, i / 13.0 AS double,
        (i %% 1000 / 10.0)::DECIMAL(4, 1) AS dec4, (i / 100.0)::DECIMAL(9, 2) AS dec9,
        (i * 1000.5)::DECIMAL(18, 3) AS dec18, (i::HUGEINT * 1000000000000000000)::DECIMAL(38, 2) AS dec38,
        'name ' || i %% 17 AS few, 'text ' || i AS many, CASE WHEN i %% 100 = 0 THEN repeat('long ', 40) ELSE '' END AS mixed,
        ('x' || i)::BLOB AS blob, DATE '1969-12-01' + (i %% 4000)::INT AS date,
        TIME '00:00:00' + to_microseconds(i * 86399) AS time,
        TIMESTAMP '1960-01-01' + to_microseconds(i * 123456789) AS ts, epoch_ms(i * 1000 - 5000)::TIMESTAMP_MS AS ts_ms,
        make_timestamp_ns(i * 1001 - 500000)  AS ts_ns, ('1970-01-01 00:00:00+00'::TIMESTAMPTZ + to_microseconds(i * 7)) AS tz,
        md5(i::VARCHAR)::UUID AS uuid, 'caf\u00e9 ' || i %% 11 AS accents
      FROM range(%d) r(i)
      """;

  @TempDir Path folder;

  static Stream<Arguments> options() {
    var all =
        Stream.of("UNCOMPRESSED", "SNAPPY", "ZSTD", "GZIP", "LZ4_RAW", "BROTLI")
            .flatMap(codec ->
                Stream.of(Arguments.of(codec, "V1", 5000), Arguments.of(codec, "V2", 5000)));
    return Stream.concat(
        all, Stream.of(Arguments.of("ZSTD", "V1", 0), Arguments.of("ZSTD", "V2", 1)));
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyTypeReadsAsDuckDbReadsIt(String codec, String version, int rows) {
    var file =
        DuckDb.write(
            folder.resolve("all.parquet"),
            QUERY.formatted(rows),
            "COMPRESSION " + codec + ", PARQUET_VERSION " + version + ", ROW_GROUP_SIZE 4096");
    assertSameRows(DuckDb.query("SELECT * FROM '" + file + "'"), ParquetTable.of(file).rows());
  }

  @ParameterizedTest
  @MethodSource("options")
  void nullsReadAsDuckDbReadsThem(String codec, String version, int rows) {
    var nulls =
        "SELECT CASE WHEN hash(id) % 3 > 0 THEN COLUMNS(*) END FROM ("
            + QUERY.formatted(rows)
            + ")";
    var file =
        DuckDb.write(
            folder.resolve("nulls.parquet"),
            nulls,
            "COMPRESSION " + codec + ", PARQUET_VERSION " + version + ", ROW_GROUP_SIZE 4096");
    assertSameRows(
        DuckDb.query("SELECT * FROM '" + file + "'"),
        ParquetTable.of(file).inBatchesOf(1000).rows());
  }
}
