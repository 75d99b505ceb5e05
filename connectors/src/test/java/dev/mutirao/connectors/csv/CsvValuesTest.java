package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.luben.zstd.Zstd;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ConnectorTester;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fields become the values they spell, whatever file they are in.
class CsvValuesTest {
  @TempDir Path folder;

  @Test
  void doublesAreCorrectlyRounded() {
    var random = new SplittableRandom(3);
    var text =
        new StringBuilder(
            "x\n0.1\n-0\n1e400\n-1e-400\n4.9e-324\n123456789012345678901234567890\n.5\n5.\n");
    var expected =
        new java.util.ArrayList<>(
            List.of(
                0.1,
                -0.0,
                Double.POSITIVE_INFINITY,
                -0.0,
                4.9e-324,
                1.2345678901234568E29,
                0.5,
                5.0));
    for (int i = 0; i < 5000; i++) {
      var number =
          switch (random.nextInt(4)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
            case 1 -> random.nextLong(1_000_000_000) + "." + random.nextLong(1_000_000_000_000L);
            case 2 -> "-" + random.nextInt(100) + "." + random.nextInt(100_000);
            default -> Long.toString(random.nextLong() >> random.nextInt(64));
          };
      text.append(number).append('\n');
      expected.add(Double.parseDouble(number));
    }
    var rows = new CsvFile(folder, text.toString()).rows("types=x=DOUBLE", "header=true");
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          Double.doubleToRawLongBits(expected.get(i)),
          Double.doubleToRawLongBits((Double) rows.get(i).getFirst()));
    }
  }

  @Test
  void wholeNumbersOfEveryLengthAreParsed() {
    var text = new StringBuilder("x\n");
    var expected = new java.util.ArrayList<Long>();
    for (long value = 1; value > 0 && value < Long.MAX_VALUE / 7; value = value * 7 + 3) {
      for (long number : new long[] {value, -value}) {
        text.append(number).append('\n');
        expected.add(number);
      }
    }
    for (long number : new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE}) {
      text.append(number).append('\n');
      expected.add(number);
    }
    assertEquals(
        expected,
        new CsvFile(folder, text.toString())
            .rows().stream().map(row -> (Long) row.getFirst()).toList());
  }

  @Test
  void declaredTypesAreParsedExactly() {
    var columns =
        Schema.of(
            Field.of("d", new Type.Decimal(10, 2)),
            Field.of("w", new Type.Decimal(38, 3)),
            Field.of("r", Simple.REAL),
            Field.of("t", Simple.TINYINT),
            Field.of("day", Simple.DATE),
            Field.of("at", Simple.TIME),
            Field.of("i", Simple.INSTANT),
            Field.of("b", Simple.BOOLEAN));
    var file =
        new CsvFile(
            folder,
            """
            b,i,at,day,t,r,w,d,extra
            yes,2024-01-01T00:00:00-03:00,23:59:59.1234567,0001-01-01,-128,0.1,-12345678901234567890123.4567,-99999999.995,1
            f,1969-12-31 23:59:59.999999Z,00:00,2024-02-29,127,16777217,1e3,12345678.005,2
            ,,,,,,,,
            """);
    // The first decimal rounds to one digit too many.
    var rows = rows(file, columns, Map.of("ignore_errors", "true"));
    assertEquals(2, rows.size());
    assertEquals(
        Arrays.asList(
            1234567801L,
            BigInteger.valueOf(1_000_000),
            (double) 16777216f,
            127L,
            LocalDate.of(2024, 2, 29).toEpochDay(),
            0L,
            -1L,
            false),
        rows.getFirst());
    assertEquals(Arrays.asList(null, null, null, null, null, null, null, null), rows.get(1));
  }

  @Test
  void timestampsAreWallClocks() {
    var rows =
        new CsvFile(folder, "t\n2024-02-29 12:34:56.789\n1960-01-01T00:00\n2024-12-31\n").rows();
    var micros = rows.stream().map(row -> (Long) row.getFirst()).toList();
    assertEquals(
        List.of("2024-02-29T12:34:56.789Z", "1960-01-01T00:00:00Z", "2024-12-31T00:00:00Z"),
        micros.stream().map(m -> Instant.EPOCH.plus(m, ChronoUnit.MICROS).toString()).toList());
  }

  @Test
  void timestampsWithOffsetsAreInstants() {
    var rows =
        new CsvFile(folder, "t\n2024-02-29T12:34:56.789Z\n2024-02-29 12:34:56-03:00\n").rows();
    var micros = rows.stream().map(row -> (Long) row.getFirst()).toList();
    assertEquals(
        List.of("2024-02-29T12:34:56.789Z", "2024-02-29T15:34:56Z"),
        micros.stream().map(m -> Instant.EPOCH.plus(m, ChronoUnit.MICROS).toString()).toList());
  }

  @Test
  void nullIsTheEmptyFieldAndTheQuotedEmptyIsText() {
    assertEquals(
        Arrays.asList(
            Arrays.asList(null, "x"),
            Arrays.asList("", "y"),
            Arrays.asList("NA", null),
            Arrays.asList(" ", "-")),
        new CsvFile(folder, "a,b\n,x\n\"\",y\n\"NA\",NA\n\" \",\"-\"\n")
            .rows("nullstr=NA,-", "all_varchar=true"));
  }

  @Test
  void quotedFieldsMayHoldEverything() {
    var rows =
        new CsvFile(folder, "a,b\r\n\"x,\"\"y\"\"\r\nz\",\"\"\"\"\r\n\"São\",5\" pipe\r\n").rows();
    assertEquals(List.of(List.of("x,\"y\"\r\nz", "\""), List.of("São", "5\" pipe")), rows);
  }

  @Test
  void everyBatchSizeGivesTheSameRows() {
    var text = new StringBuilder("id,name,x\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i)
          .append(",name \"")
          .append(i * 31 % 9973)
          .append("\",")
          .append(i % 7 == 0 ? "" : i / 8.0)
          .append('\n');
    }
    var file = new CsvFile(folder, text.toString());
    var expected = file.rows(8192);
    assertEquals(20_000, expected.size());
    assertEquals(Arrays.asList(7L, "name \"217\"", null), expected.get(7));
    for (int batchRows : new int[] {1000, 4096, 65536}) {
      assertEquals(expected, file.rows(batchRows));
    }
    assertEquals(
        expected.subList(0, 50),
        new CsvFile(folder, text.substring(0, text.indexOf("\n50,"))).rows(1));
  }

  @Test
  void longRecordsGrowTheBuffer() {
    var big = "x".repeat(700_000);
    var rows = new CsvFile(folder, "a,b\n1,\"" + big + "\n\"\n2," + big + "\n3,y\n").rows();
    assertEquals(List.of(List.of(1L, big + "\n"), List.of(2L, big), List.of(3L, "y")), rows);
  }

  @Test
  void compressedFilesAreReadAsTheirText() throws IOException {
    var text = "a,b\n" + "1,São Paulo\n".repeat(50_000);
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    var plain = new CsvFile(folder, text).rows();
    assertEquals(
        plain, new CsvFile(folder.resolve("f.csv.gz"), gzip.toByteArray()).rows("split_size=1000"));
    var zstd = Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    assertEquals(plain, new CsvFile(folder.resolve("f.csv.zst"), zstd).rows("split_size=1000"));
    var cut =
        new CsvFile(
            folder.resolve("cut.csv.gz"), Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2));
    assertEquals(true, cut.error().contains("the compressed data ends too early"));
    var wrong = new CsvFile(folder.resolve("no.csv.zst"), text.getBytes(StandardCharsets.UTF_8));
    assertEquals(true, wrong.error().contains("the compressed data is damaged"));
  }

  @Test
  void filesOfOneTableMatchByName() throws IOException {
    Files.writeString(folder.resolve("1.csv"), "a,b\n1,x\n");
    Files.writeString(folder.resolve("2.csv"), "B,A\ny,2.5\n");
    Files.writeString(folder.resolve("3.csv"), "");
    var tester = new ConnectorTester(new CsvConnector());
    var handle = tester.describe(folder + "/*.csv", Map.of()).handle();
    assertEquals(Simple.DOUBLE, handle.schema().type(0));
    assertEquals(
        List.of(List.of(1.0, "x"), List.of(2.5, "y")),
        tester.rows(handle, ConnectorTester.all(handle.schema()), 8192));
  }

  @Test
  void foldersBecomeColumnsAndArePruned() throws IOException {
    for (int year = 2023; year <= 2025; year++) {
      Files.createDirectories(folder.resolve("t/ano=" + year));
      Files.writeString(folder.resolve("t/ano=" + year + "/f.csv"), "a\n" + year * 10 + "\n");
    }
    var tester = new ConnectorTester(new CsvConnector());
    var handle = tester.describe(folder + "/t", Map.of()).handle();
    var predicate =
        new ColumnPredicate.Comparison(1, ColumnPredicate.Operator.GREATER, Literal.of(2023));
    var request = new ScanRequest(List.of(1, 0), List.of(predicate), OptionalLong.empty());
    assertEquals(
        List.of(List.of(2024L, 20240L), List.of(2025L, 20250L)),
        tester.rows(handle, request, 8192));
  }

  private static List<List<Object>> rows(
      CsvFile file, Schema columns, Map<String, String> options) {
    var tester = new ConnectorTester(new CsvConnector());
    var handle =
        tester
            .describe(new TableReference(file.path().toString(), options, Optional.of(columns)))
            .handle();
    return tester.rows(handle, ConnectorTester.all(handle.schema()), 8192);
  }
}
