package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random files read as DuckDB reads them, where both mean the same.
class DuckDbCsvTest {
  private static final List<String> WORDS =
      List.of(
          "São Paulo",
          "Recife",
          "x",
          "a b",
          "1",
          "-7",
          "2.5",
          "true",
          "2024-01-31",
          "ç",
          "it's",
          "a;b",
          "0x1f");

  @TempDir Path folder;

  @Test
  void randomFilesHaveTheRowsThatDuckDbReads() throws SQLException {
    for (int seed = 0; seed < 30; seed++) {
      var random = new SplittableRandom(seed);
      char delimiter = ",;|\t".charAt(random.nextInt(4));
      var file = new CsvFile(folder, randomFile(random, delimiter));
      assertEquals(
          duckDb(file.path(), delimiter),
          texts(file.rows("header=true", "quote=\"", "all_varchar=true", "delimiter=" + delimiter)),
          "seed " + seed);
    }
  }

  @Test
  void randomNumbersAreThoseThatDuckDbReads() throws SQLException {
    for (int seed = 0; seed < 10; seed++) {
      var random = new SplittableRandom(seed);
      var text = new StringBuilder("i,d,t\n");
      for (int row = 0; row < 200; row++) {
        text.append(random.nextLong() >> random.nextInt(64)).append(',');
        text.append(random.nextInt(-1000, 1000) * Math.pow(10, random.nextInt(-20, 20)))
            .append(',');
        text.append(
            String.format(
                "%04d-%02d-%02d %02d:%02d:%02d.%06d",
                random.nextInt(1, 9999),
                random.nextInt(1, 13),
                random.nextInt(1, 29),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1_000_000)));
        text.append('\n');
      }
      var file = new CsvFile(folder, text.toString());
      assertEquals("i BIGINT, d DOUBLE, t TIMESTAMP", file.schema());
      var rows = new ArrayList<List<Object>>();
      query(
          "SELECT i, d, epoch_us(t) FROM read_csv('" + file.path() + "')",
          row -> rows.add(List.copyOf(row)));
      assertEquals(rows, file.rows(), "seed " + seed);
    }
  }

  private static String randomFile(SplittableRandom random, char delimiter) {
    int columns = random.nextInt(2, 6);
    var text = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      text.append(column == 0 ? "" : delimiter).append("name").append(column);
    }
    var lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    text.append(lineEnd);
    for (int row = random.nextInt(1, 300); row > 0; row--) {
      for (int column = 0; column < columns; column++) {
        var word = WORDS.get(random.nextInt(WORDS.size()));
        text.append(column == 0 ? "" : delimiter);
        switch (random.nextInt(5)) {
          case 0 -> text.append('"').append(word).append('"');
          case 1 ->
              text.append('"')
                  .append(word)
                  .append(delimiter)
                  .append("\"\"\n")
                  .append(word)
                  .append('"');
          case 2 -> text.append(column == 0 ? "first" : "");
          default -> text.append(word.indexOf(delimiter) < 0 ? word : "plain");
        }
      }
      text.append(lineEnd);
    }
    return text.toString();
  }

  private static List<List<String>> duckDb(Path path, char delimiter) throws SQLException {
    var rows = new ArrayList<List<String>>();
    query(
        "SELECT * FROM read_csv('"
            + path
            + "', header = true, all_varchar = true, quote = '\"', escape = '\"', delim = '"
            + delimiter
            + "', auto_detect = true)",
        row -> rows.add(row.stream().map(String::valueOf).toList()));
    return rows;
  }

  private static List<List<String>> texts(List<List<Object>> rows) {
    return rows.stream().map(row -> row.stream().map(String::valueOf).toList()).toList();
  }

  private static void query(String sql, Consumer<List<Object>> eachRow) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var results = statement.executeQuery(sql)) {
      while (results.next()) {
        var row = new ArrayList<>();
        for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
          row.add(results.getObject(column));
        }
        eachRow.accept(row);
      }
    }
  }
}
