package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.parquet.write.ParquetFormat;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.connectors.write.FileWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is written is read back as it was, by us and by DuckDB.
final class WrittenParquetTest {
  private final RootAllocator allocator = new RootAllocator();

  @TempDir private Path folder;

  @AfterEach
  void nothingIsLeft() {
    assertEquals(0, allocator.getAllocatedMemory());
    allocator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "zstd, 122880, 8192, 3",
    "snappy, 1000, 8192, 3",
    "gzip, 2000, 333, 20",
    "lz4_raw, 122880, 20000, 3",
    "none, 7, 50, 4",
    "zstd, 1, 9, 3",
    "zstd, 50000, 65536, 2",
  })
  void everyTypeIsReadBack(String codec, int rowGroup, int batchRows, int batches) {
    var rows = new RandomRows(rowGroup + batchRows, allocator);
    var expected = new ArrayList<List<Object>>();
    var file = folder.resolve("f.parquet");
    var settings =
        settings(
            RandomRows.schema(),
            "compression",
            codec,
            "row_group_size",
            Integer.toString(rowGroup));
    var writer = new ParquetFormat().create(file, RandomRows.schema(), settings, allocator);
    try (var part = writer.open()) {
      for (int i = 0; i < batches; i++) {
        var batch = rows.batch(batchRows);
        append(batch, expected);
        part.write(batch);
      }
      part.finish();
    }
    var written = writer.finish();
    assertEquals(expected.size(), written.rows());
    assertEquals(file.toFile().length(), written.bytes());
    var table = ParquetTable.of(file);
    assertEquals(RandomRows.TYPES.stream().map(Type::sql).toList(), table.types());
    ParquetTable.assertSameRows(expected, table.rows());
    ParquetTable.assertSameRows(expected, DuckDb.query("FROM '" + file + "'"));
  }

  @Test
  void aFlippedBitOfAPageIsFound() throws IOException {
    var schema = Schema.of(Field.of("n", Simple.BIGINT));
    var rows = new ArrayList<List<Literal>>();
    for (long i = 0; i < 1000; i++) {
      rows.add(List.of(Literal.of(i * i * 7919)));
    }
    var file = write(schema, Map.of("compression", "none"), rows);
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 4;
    Files.write(file, bytes);

    var failure = assertThrows(MutiraoException.class, () -> ParquetTable.of(file).column("n"));

    assertTrue(failure.getMessage().contains("checksum"), failure.getMessage());
  }

  @Test
  void fileWithoutRowsHasItsColumns() {
    var file = write(RandomRows.schema(), Map.of(), List.of());
    assertEquals(RandomRows.TYPES.stream().map(Type::sql).toList(), ParquetTable.of(file).types());
    assertEquals(List.of(), ParquetTable.of(file).rows());
    assertEquals(List.of(), DuckDb.query("FROM '" + file + "'"));
  }

  @Test
  void severalPartsShareAFile() {
    var file = folder.resolve("f.parquet");
    var schema = Schema.of(Field.of("n", Simple.BIGINT));
    var writer = new ParquetFormat().create(file, schema, settings(schema), allocator);
    try (var one = writer.open();
        var other = writer.open()) {
      for (long i = 0; i < 10; i++) {
        (i % 2 == 0 ? one : other).write(batch(schema, List.of(List.of(Literal.of(i)))));
      }
      other.finish();
      one.finish();
    }
    writer.finish();
    assertEquals(
        List.of(1L, 3L, 5L, 7L, 9L, 0L, 2L, 4L, 6L, 8L), ParquetTable.of(file).column("n"));
  }

  @Test
  void statisticsAreThoseOfTheRows() {
    var schema =
        Schema.of(
            Field.of("n", Simple.INTEGER),
            Field.of("d", Simple.DOUBLE),
            Field.of("z", Simple.DOUBLE),
            Field.of("t", Simple.VARCHAR),
            Field.of("w", new Type.Decimal(30, 2)),
            Field.of("nothing", Simple.BIGINT));
    var file =
        write(
            schema,
            Map.of(),
            List.of(
                row(schema, -5L, 1.5, 0.0, "b", java.math.BigInteger.valueOf(-100), null),
                row(schema, null, Double.NaN, -0.0, "á", null, null),
                row(schema, 7L, -1e300, 0.0, "a", java.math.BigInteger.valueOf(250), null)));
    assertEquals(
        List.of(
            List.of("n", "-5", "7", 1L),
            Arrays.asList("d", null, null, 0L),
            List.of("z", "-0.0", "0.0", 0L),
            List.of("t", "a", "á", 0L),
            List.of("w", "-1.00", "2.50", 1L),
            Arrays.asList("nothing", null, null, 3L)),
        DuckDb.query(
            "SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count"
                + " FROM parquet_metadata('"
                + file
                + "') ORDER BY column_id"));
  }

  /// DuckDB, and our own scans, leave out what bounds exclude; a NaN is greater than every number.
  @Test
  void rowsWithNanAreFoundBeyondTheGreatestNumber() {
    var schema = Schema.of(Field.of("d", Simple.DOUBLE));
    var file = write(schema, Map.of(), List.of(row(schema, 1.0), row(schema, Double.NaN)));
    assertEquals(
        List.of(List.of(1L)), DuckDb.query("SELECT count(*) FROM '" + file + "' WHERE d > 5"));
    var beyond =
        new ColumnPredicate.Comparison(0, ColumnPredicate.Operator.GREATER, Literal.of(5.0));
    assertEquals(List.of(1.0, Double.NaN), ParquetTable.of(file).column("d", beyond));
  }

  @Test
  void longTextsAreCutInStatisticsAndFoundAll() {
    var schema = Schema.of(Field.of("t", Simple.VARCHAR));
    var long1 = "é".repeat(31) + "a".repeat(100);
    var long2 = "z".repeat(63) + "é".repeat(50);
    var last = "\uDBFF\uDFFF".repeat(40); // the last code point has no next
    var file = write(schema, Map.of(), List.of(row(schema, long1), row(schema, long2)));
    var bounds =
        DuckDb.query(
            "SELECT stats_min_value, stats_max_value FROM parquet_metadata('" + file + "')");
    assertEquals("z".repeat(63), bounds.getFirst().getFirst().toString());
    assertEquals("é".repeat(31) + "ab", bounds.getFirst().getLast());
    for (var text : List.of(long1, long2)) {
      assertEquals(
          List.of(List.of(1L)),
          DuckDb.query("SELECT count(*) FROM '" + file + "' WHERE t = '" + text + "'"));
    }
    var odd = write(schema, Map.of(), List.of(row(schema, last), row(schema, "a")), "odd.parquet");
    assertEquals(
        List.of(Arrays.asList("a", null)),
        DuckDb.query(
            "SELECT stats_min_value, stats_max_value FROM parquet_metadata('" + odd + "')"));
    assertEquals(List.of(last, "a"), ParquetTable.of(odd).column("t"));
  }

  @Test
  void pageIndexesBoundTheirPages() throws IOException {
    var schema = Schema.of(Field.of("n", Simple.BIGINT));
    var rows = new ArrayList<List<Literal>>();
    for (long i = 0; i < 100_000; i++) {
      rows.add(List.of(i >= 20_480 && i < 40_960 ? Literal.ofNull(Simple.BIGINT) : Literal.of(i)));
    }
    var file = write(schema, Map.of("row_group_size", "70000"), rows);
    var bytes = Files.readAllBytes(file);
    var chunk = footer(bytes).getRow_groups().getFirst().getColumns().getFirst();
    ColumnIndex index =
        Util.readColumnIndex(
            part(bytes, chunk.getColumn_index_offset(), chunk.getColumn_index_length()));
    OffsetIndex offsets =
        Util.readOffsetIndex(
            part(bytes, chunk.getOffset_index_offset(), chunk.getOffset_index_length()));
    assertEquals(List.of(false, true, false, false), index.getNull_pages());
    assertEquals(List.of(0L, 20_480L, 0L, 0L), index.getNull_counts());
    assertEquals(
        List.of(0L, 20_480L, 40_960L, 61_440L),
        offsets.getPage_locations().stream().map(page -> page.getFirst_row_index()).toList());
    assertEquals(
        0, index.getMin_values().get(0).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(0));
    assertEquals(
        61_439, index.getMax_values().get(2).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(0));
    var wanted =
        new ColumnPredicate.Comparison(0, ColumnPredicate.Operator.EQUAL, Literal.of(50_000L));
    var found = ParquetTable.of(file).column("n", wanted);
    assertEquals(20_480, found.size());
    assertEquals(40_960L, found.getFirst());
  }

  @Test
  void intervalsAreRefused() {
    var schema = Schema.of(Field.of("wait", Simple.INTERVAL_MICROS));
    var failure =
        assertThrows(
            MutiraoException.class, () -> new ParquetFormat().settle(Map.of(), "", schema));
    assertEquals(
        "Parquet cannot hold INTERVAL DAY TO SECOND; write CAST(wait AS VARCHAR) or leave the column"
            + " out: wait",
        failure.getMessage());
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    var wrong =
        Map.of(
            "row_group_size=0",
            "option row_group_size expects a whole number from 1 to 67108864, got '0'",
            "compression=zip",
            "option compression expects zstd, snappy, gzip, lz4_raw or none, got 'zip'",
            "compression_level=23",
            "option compression_level expects a whole number from 1 to 22, got '23'");
    wrong.forEach((option, message) -> {
      var pair = option.split("=", 2);
      var failure =
          assertThrows(
              MutiraoException.class,
              () -> new ParquetFormat().settle(Map.of(pair[0], pair[1]), "", Schema.EMPTY));
      assertEquals(message, failure.getMessage());
    });
  }

  @Test
  void abandonedPartsGiveTheirMemoryBack() {
    var schema = RandomRows.schema();
    var writer =
        new ParquetFormat()
            .create(
                folder.resolve("f.parquet"),
                schema,
                settings(schema, "row_group_size", "100"),
                allocator);
    try (FileWriter.Part part = writer.open()) {
      part.write(new RandomRows(1, allocator).batch(250));
    }
  }

  private Path write(Schema schema, Map<String, String> options, List<List<Literal>> rows) {
    return write(schema, options, rows, "f.parquet");
  }

  private Path write(
      Schema schema, Map<String, String> options, List<List<Literal>> rows, String name) {
    var file = folder.resolve(name);
    var settings = new ParquetFormat().settle(options, "", schema);
    var writer = new ParquetFormat().create(file, schema, settings, allocator);
    try (var part = writer.open()) {
      for (int from = 0; from < rows.size(); from += 8192) {
        part.write(batch(schema, rows.subList(from, Math.min(rows.size(), from + 8192))));
      }
      part.finish();
    }
    writer.finish();
    return file;
  }

  private static Map<String, String> settings(Schema schema, String... options) {
    var map = new java.util.HashMap<String, String>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new ParquetFormat().settle(map, "", schema);
  }

  private Batch batch(Schema schema, List<List<Literal>> rows) {
    var columns = new ArrayList<dev.mutirao.connectors.batch.Column>();
    for (int i = 0; i < schema.size(); i++) {
      int column = i;
      columns.add(
          Cells.column(
              schema.type(i), rows.stream().map(row -> row.get(column)).toList(), allocator));
    }
    return new Batch(rows.size(), columns);
  }

  private static List<Literal> row(Schema schema, Object... values) {
    var row = new ArrayList<Literal>();
    for (int i = 0; i < values.length; i++) {
      row.add(new Literal(schema.type(i), values[i]));
    }
    return row;
  }

  private static void append(Batch batch, List<List<Object>> rows) {
    for (int row = 0; row < batch.rows(); row++) {
      int at = row;
      rows.add(
          new ArrayList<>(
              Stream.iterate(0, i -> i + 1)
                  .limit(batch.columnCount())
                  .map(i -> java.util.Optional.ofNullable(ParquetTable.value(batch.column(i), at)))
                  .toList()));
      rows.getLast().replaceAll(value -> ((java.util.Optional<?>) value).orElse(null));
    }
  }

  private static FileMetaData footer(byte[] bytes) throws IOException {
    assertArrayEquals(
        "PAR1".getBytes(StandardCharsets.US_ASCII),
        Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
    int length =
        java.nio.ByteBuffer.wrap(bytes)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .getInt(bytes.length - 8);
    return Util.readFileMetaData(part(bytes, bytes.length - 8 - length, length));
  }

  private static ByteArrayInputStream part(byte[] bytes, long start, int length) {
    return new ByteArrayInputStream(bytes, (int) start, length);
  }
}
