package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.csv.write.CsvFormat;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.connectors.type.ValueText;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenCsvTest {
  private final RootAllocator allocator = new RootAllocator();

  @TempDir private Path folder;

  @AfterEach
  void nothingIsLeft() {
    assertEquals(0, allocator.getAllocatedMemory());
    allocator.close();
  }

  @Test
  void fieldsAreQuotedOnlyWhereTheyMust() throws IOException {
    var texts =
        Arrays.asList("plain", "", null, "a,b", "say \"hi\"", "two\nlines", "\r", " blank ", "é;");
    var file = write("f.csv", Map.of(), "a name", Simple.VARCHAR, texts);
    assertEquals(
        "a name\nplain\n\"\"\n\n\"a,b\"\n\"say \"\"hi\"\"\"\n\"two\nlines\"\n\"\r\"\n blank \né;\n",
        Files.readString(file));
  }

  @Test
  void optionsShapeTheFile() throws IOException {
    var options =
        Map.of("header", "false", "delimiter", ";", "quote", "'", "null", "NA", "escape", "\\");
    var file =
        write(
            "f.csv", options, "t", Simple.VARCHAR, Arrays.asList("it's", "a;b", "NA", null, "a\\"));
    assertEquals("'it\\'s'\n'a;b'\n'NA'\nNA\na\\\n", Files.readString(file));
  }

  @Test
  void valuesAreSpelledAsEverywhere() throws IOException {
    var schema =
        Schema.of(
            Field.of("b", Simple.BOOLEAN),
            Field.of("i", Simple.TINYINT),
            Field.of("s", Simple.SMALLINT),
            Field.of("n", Simple.INTEGER),
            Field.of("l", Simple.BIGINT),
            Field.of("f", Simple.REAL),
            Field.of("d", Simple.DOUBLE),
            Field.of("x", Simple.VARBINARY),
            Field.of("day", Simple.DATE),
            Field.of("time", Simple.TIME),
            Field.of("at", Simple.TIMESTAMP),
            Field.of("instant", Simple.INSTANT),
            Field.of("short", new Type.Decimal(7, 2)),
            Field.of("wide", new Type.Decimal(38, 3)),
            Field.of("months", Simple.INTERVAL_MONTHS));
    var rows =
        List.of(
            row(
                schema,
                true,
                -128L,
                -32768L,
                -7L,
                Long.MIN_VALUE,
                0.1,
                1e300,
                binary(),
                0L,
                0L,
                0L,
                0L,
                -5L,
                BigInteger.TEN.pow(37).negate(),
                14L),
            row(
                schema,
                false,
                0L,
                5L,
                Integer.MIN_VALUE + 0L,
                Long.MAX_VALUE,
                Double.NaN,
                -0.0,
                binary(),
                -719_163L,
                86_399_999_999L,
                -62_135_596_800_000_001L,
                253_402_300_800_000_000L,
                12_345L,
                BigInteger.ONE,
                0L));
    var file = write("f.csv", Map.of(), schema, rows);
    var expected = new StringBuilder();
    expected.append(String.join(",", schema.fields().stream().map(Field::name).toList()));
    for (var values : rows) {
      expected.append('\n').append(String.join(",", values.stream().map(ValueText::of).toList()));
    }
    assertEquals(expected + "\n", Files.readString(file));
  }

  /// The quick ways agree with the way by objects.
  @Test
  void randomNumbersAndClocksAreSpelledAsByObjects() throws IOException {
    var random = new Random(7);
    for (var type :
        List.of(
            Simple.BIGINT, Simple.DOUBLE, Simple.DATE, Simple.TIMESTAMP, new Type.Decimal(18, 7))) {
      var values = new ArrayList<Object>();
      var expected = new StringBuilder("v\n");
      for (int i = 0; i < 20_000; i++) {
        Object value =
            type == Simple.DOUBLE ? (Object) number(random, i) : (Object) whole(random, type);
        values.add(value);
        expected.append(ValueText.of(new Literal(type, value))).append('\n');
      }
      var file = write(type.sql() + ".csv", Map.of(), "v", type, values);
      assertEquals(expected.toString(), Files.readString(file), type.sql());
    }
  }

  private static double number(Random random, int i) {
    return switch (i % 5) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> random.nextInt(100_000_000) / 100.0;
      case 2 -> random.nextInt(1_000_000) - 500_000;
      case 3 -> random.nextInt(1_000_000) / 10_000.0;
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
    };
  }

  private static long whole(Random random, Type type) {
    long value = random.nextLong() >> random.nextInt(64);
    return switch (type) {
      case Type.Decimal decimal -> value % 1_000_000_000_000_000_000L;
      case Simple simple ->
          simple == Simple.DATE
              ? value % 4_000_000
              : simple == Simple.TIMESTAMP ? value >> 3 : value;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"f.csv", "f.csv.gz", "f.csv.zst"})
  void manyRowsAreReadBackByUsAndByDuckDb(String name) throws Exception {
    var schema = Schema.of(Field.of("n", Simple.BIGINT), Field.of("t", Simple.VARCHAR));
    var rows = new ArrayList<List<Literal>>();
    var expected = new ArrayList<List<Object>>();
    var texts = Arrays.asList("x", "", null, "a,\"b\"\nc", "é");
    for (long i = 0; i < 200_000; i++) {
      var text = texts.get((int) (i % texts.size()));
      rows.add(row(schema, i, text));
      expected.add(Arrays.asList(i, text));
    }
    var file = write(name, Map.of(), schema, rows);
    assertEquals(expected, new CsvFile(file, Files.readAllBytes(file)).rows());
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT count(*), sum(n), count(t), count(*) FILTER (t = ''), count(*) FILTER (t ="
                    + " 'a,\"b\"\nc') FROM read_csv('"
                    + file
                    + "', header = true, delim = ',', quote = '\"', allow_quoted_nulls = false, auto_detect ="
                    + " false, columns = {'n': 'BIGINT', 't': 'VARCHAR'})")) {
      found.next();
      assertEquals(
          List.of(200_000L, 19_999_900_000L, 160_000L, 40_000L, 40_000L),
          List.of(
              found.getLong(1),
              found.getLong(2),
              found.getLong(3),
              found.getLong(4),
              found.getLong(5)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nullAloneInItsLineIsReadBack() {
    var file = write("f.csv", Map.of(), "n", Simple.BIGINT, Arrays.asList(1L, null, 3L));
    assertEquals(
        Arrays.asList(List.of(1L), Arrays.asList((Object) null), List.of(3L)),
        new CsvFile(file, bytes(file)).rows());
  }

  @Test
  void fileWithoutRowsHasItsNames() throws IOException {
    var schema = Schema.of(Field.of("a", Simple.BIGINT), Field.of("b,c", Simple.VARCHAR));
    assertEquals("a,\"b,c\"\n", Files.readString(write("f.csv", Map.of(), schema, List.of())));
  }

  @Test
  void wrongOptionsAreRefused() {
    var wrong =
        Map.of(
            Map.of("delimiter", "ab"),
            "option delimiter expects one ASCII character, got 'ab'",
            Map.of("delimiter", "\""),
            "option quote expects another character than the delimiter, got '\"'",
            Map.of("null", "a,b"),
            "option null expects a text without delimiter, quote and line end, got 'a,b'",
            Map.of("header", "maybe"),
            "option header expects true or false, got 'maybe'",
            Map.of("compression", "snappy"),
            "option compression expects none, gzip or zstd, got 'snappy'");
    wrong.forEach((options, message) -> {
      var failure =
          assertThrows(
              MutiraoException.class, () -> new CsvFormat().settle(options, "", Schema.EMPTY));
      assertEquals(message, failure.getMessage());
    });
  }

  private Path write(
      String name, Map<String, String> options, String column, Type type, List<?> values) {
    var schema = Schema.of(Field.of(column, type));
    return write(name, options, schema, values.stream().map(value -> row(schema, value)).toList());
  }

  private Path write(
      String name, Map<String, String> options, Schema schema, List<List<Literal>> rows) {
    var file = folder.resolve(name);
    var format = new CsvFormat();
    var writer =
        format.create(file, schema, format.settle(options, file.toString(), schema), allocator);
    try (var part = writer.open()) {
      for (int from = 0; from < rows.size(); from += 8192) {
        part.write(batch(schema, rows.subList(from, Math.min(rows.size(), from + 8192))));
      }
      part.finish();
    }
    assertEquals(rows.size(), writer.finish().rows());
    return file;
  }

  private Batch batch(Schema schema, List<List<Literal>> rows) {
    var columns = new ArrayList<Column>();
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
    for (int i = 0; i < schema.size(); i++) {
      row.add(new Literal(schema.type(i), values == null ? null : values[i]));
    }
    return row;
  }

  private static Binary binary() {
    return new Binary(new byte[] {0, -1, 10});
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
