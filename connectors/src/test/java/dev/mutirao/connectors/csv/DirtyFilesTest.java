package dev.mutirao.connectors.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.luben.zstd.Zstd;
import dev.mutirao.connectors.source.ConnectorTester;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables written in a random dialect, with all the dirt that it can carry, come back as they were:
/// from one file or several with their columns in another order, compressed or not, with any splits
/// and batches.
class DirtyFilesTest {
  private static final List<String> COLUMNS = List.of("id", "text", "big", "num", "day", "flag");
  private static final String TYPES =
      "id BIGINT, text VARCHAR, big BIGINT, num DOUBLE, day DATE, flag BOOLEAN";

  /// How a file is written.
  ///
  /// @param escape what goes before a quote in a quoted field: another quote, or a backslash
  /// @param nullText what stands for NULL; nothing for the empty field
  private record Written(
      char delimiter,
      char quote,
      char escape,
      String lineEnd,
      boolean lastLineEnds,
      boolean mark,
      boolean blankLines,
      String nullText) {
    static Written random(Random random) {
      char quote = random.nextInt(4) == 0 ? '\'' : '"';
      return new Written(
          ",;|\t^".charAt(random.nextInt(5)),
          quote,
          random.nextInt(3) == 0 ? '\\' : quote,
          random.nextBoolean() ? "\n" : "\r\n",
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextInt(3) == 0,
          random.nextInt(3) == 0 ? "NULL" : "");
    }

    /// Whether a reader can find the dialect out.
    boolean canBeFoundOut() {
      return quote == '"' && escape == '"' && delimiter != '^' && nullText.isEmpty();
    }

    Map<String, String> options() {
      var options = new HashMap<String, String>();
      options.put("delimiter", String.valueOf(delimiter));
      options.put("quote", String.valueOf(quote));
      options.put("escape", String.valueOf(escape));
      options.put("header", "true");
      if (!nullText.isEmpty()) {
        options.put("nullstr", nullText);
      }
      return options;
    }

    String field(@Nullable Object value, Random random) {
      if (value == null) {
        return nullText;
      }
      var text = value.toString();
      boolean plain =
          !text.isEmpty()
              && !text.equals("NULL")
              && text.chars()
                  .noneMatch(c -> c == delimiter || c == quote || c == escape || c < ' ');
      if (plain && random.nextInt(4) > 0) {
        return text;
      }
      var escaped = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        escaped.append(c == quote || c == escape ? String.valueOf(escape) : "").append(c);
      }
      return quote + escaped.toString() + quote;
    }
  }

  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 120);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comeBackAsTheyWere(int seed) throws IOException {
    var random = new Random(seed);
    var written = Written.random(random);
    var expected = new ArrayList<List<@Nullable Object>>();
    int files = random.nextInt(3) + 1;
    var suffix = List.of("", "", ".gz", ".zst").get(random.nextInt(4));
    for (int file = 0; file < files; file++) {
      var rows = table(random, expected.size());
      expected.addAll(rows);
      var order = new ArrayList<>(IntStream.range(0, COLUMNS.size()).boxed().toList());
      if (file > 0) {
        Collections.shuffle(order, random);
      }
      Files.write(
          folder.resolve("part" + file + ".csv" + suffix),
          compressed(text(rows, order, written, random).getBytes(UTF_8), suffix));
    }
    assertReads(expected, written.options(), random);
    if (written.canBeFoundOut()) {
      assertReads(expected, Map.of(), random);
    }
  }

  private void assertReads(
      List<List<@Nullable Object>> expected, Map<String, String> given, Random random) {
    var options = new HashMap<>(given);
    options.put(
        "split_size", String.valueOf(1 + random.nextInt(random.nextBoolean() ? 64 : 5_000)));
    var tester = new ConnectorTester(new CsvConnector());
    var handle = tester.describe(folder.resolve("part*").toString(), options).handle();
    assertEquals(
        TYPES,
        handle.schema().fields().stream()
            .map(field -> field.name() + " " + field.type().sql())
            .collect(Collectors.joining(", ")),
        options.toString());
    var rows = tester.rows(handle, ConnectorTester.all(handle.schema()), 1 + random.nextInt(100));
    assertEquals(expected.stream().map(DirtyFilesTest::asRead).toList(), rows, options.toString());
  }

  /// Dates are read as days.
  private static List<@Nullable Object> asRead(List<@Nullable Object> row) {
    var read = new ArrayList<@Nullable Object>();
    row.forEach(value -> read.add(value instanceof LocalDate day ? day.toEpochDay() : value));
    return read;
  }

  private static List<List<@Nullable Object>> table(Random random, long firstId) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int i = 0, count = 1 + random.nextInt(40); i < count; i++) {
      var row = new ArrayList<@Nullable Object>();
      row.add(firstId + i);
      row.add(i == 0 ? "text" : orNull(text(random), random));
      row.add(
          i == 0
              ? (Object) Long.MAX_VALUE
              : orNull(random.nextLong() >> random.nextInt(64), random));
      row.add(
          i == 0
              ? (Object) 0.5
              : orNull(random.nextGaussian() * Math.pow(10, random.nextInt(30)), random));
      row.add(
          i == 0
              ? LocalDate.EPOCH
              : orNull(LocalDate.of(1900, 1, 1).plusDays(random.nextInt(90_000)), random));
      row.add(i == 0 ? (Object) true : orNull(random.nextBoolean(), random));
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable Object orNull(Object value, Random random) {
    return random.nextInt(6) == 0 ? null : value;
  }

  private static String text(Random random) {
    var pieces =
        List.of(
            "a",
            " ",
            "\"",
            "'",
            "\n",
            "\r\n",
            ",",
            ";",
            "|",
            "\t",
            "\\",
            "São",
            "😀",
            "NULL",
            "#",
            "x".repeat(70));
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
        .collect(Collectors.joining());
  }

  private static String text(
      List<List<@Nullable Object>> rows, List<Integer> order, Written written, Random random) {
    var delimiter = String.valueOf(written.delimiter());
    var lines = new ArrayList<String>();
    lines.add(order.stream().map(COLUMNS::get).collect(Collectors.joining(delimiter)));
    for (var row : rows) {
      lines.add(
          order.stream()
              .map(column -> written.field(row.get(column), random))
              .collect(Collectors.joining(delimiter)));
      if (written.blankLines() && random.nextInt(5) == 0) {
        lines.add("");
      }
    }
    return (written.mark() ? "\uFEFF" : "")
        + String.join(written.lineEnd(), lines)
        + (written.lastLineEnds() ? written.lineEnd() : "");
  }

  private static byte[] compressed(byte[] text, String suffix) throws IOException {
    return switch (suffix) {
      case ".gz" -> {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
          gzip.write(text);
        }
        yield bytes.toByteArray();
      }
      case ".zst" -> Zstd.compress(text);
      default -> text;
    };
  }
}
