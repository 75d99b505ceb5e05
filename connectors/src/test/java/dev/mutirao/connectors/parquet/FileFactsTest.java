package dev.mutirao.connectors.parquet;

import static dev.mutirao.connectors.parquet.ParquetTable.assertSameRows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Literal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.format.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of whole files is what their rows say.
class FileFactsTest {
  private static final String MIXED =
      """
      SELECT i::INT AS i, -i::BIGINT AS l, (i % 200)::UTINYINT AS u, (2 ** 63 + i)::UBIGINT AS ul,
        (i - 500) * 1.25::DECIMAL(9, 2) AS d, (i - 500)::DECIMAL(30, 3) AS w,
        DATE '2020-01-01' - i::INT AS day, TIMESTAMP '2020-01-01 00:00:00.5' + INTERVAL (i) HOUR AS t,
        TIME '01:00:00' + INTERVAL (i) SECOND AS c, i % 2 = 9 AS b, 'ção' || i AS s,
        ('a' || i)::BLOB AS x, CASE WHEN i % 3 = 1 THEN i END AS holes, NULL::INT AS nothing,
        CASE WHEN i < 5000 THEN i END AS gone
      FROM range(10000) r(i)\
      """;

  @TempDir Path folder;

  private static ParquetTable table(Path location) {
    return new ParquetTable(location.toString(), 100, Map.of());
  }

  private static ScanRequest request(List<Integer> columns, FileFact... facts) {
    return new ScanRequest(columns, List.of(), OptionalLong.empty(), List.of(facts), false);
  }

  private static boolean tells(Path location, FileFact fact) {
    return table(location).describe().facts().contains(fact);
  }

  @Test
  void factsAreWhatTheRowsSay() {
    var file = DuckDb.write(folder.resolve("f.parquet"), MIXED, "ROW_GROUP_SIZE 2048");
    var names = table(file).names();
    var facts = new ArrayList<FileFact>(List.of(new FileFact.Rows()));
    var aggregates = new ArrayList<String>(List.of("count(*)"));
    for (int i = 0; i < names.size(); i++) {
      facts.add(new FileFact.Values(i));
      facts.add(new FileFact.Least(i));
      facts.add(new FileFact.Greatest(i));
      for (var function : List.of("count", "min", "max")) {
        aggregates.add(function + "(" + names.get(i) + ")");
      }
    }
    assertTrue(table(file).describe().facts().containsAll(facts));
    assertSameRows(
        DuckDb.query("SELECT " + String.join(", ", aggregates) + " FROM '" + file + "'"),
        table(file).rows(request(List.of(), facts.toArray(FileFact[]::new))));
  }

  @Test
  void everyFileWithRowsIsOneRow() {
    DuckDb.write(folder.resolve("a.parquet"), "SELECT i::SMALLINT AS i FROM range(10) r(i)", "");
    DuckDb.write(folder.resolve("b.parquet"), "SELECT 77::BIGINT AS i", "");
    DuckDb.write(folder.resolve("c.parquet"), "SELECT 1::BIGINT AS i WHERE false", "");
    assertSameRows(
        List.of(List.of(10L, 9L), List.of(1L, 77L)),
        table(folder).rows(request(List.of(), new FileFact.Rows(), new FileFact.Greatest(0))));
  }

  @Test
  void folderNamesTellOfPartitionColumns() throws IOException {
    for (var part : List.of("p=1", "p=2", "p=__HIVE_DEFAULT_PARTITION__")) {
      Files.createDirectories(folder.resolve(part));
      DuckDb.write(folder.resolve(part).resolve("x.parquet"), "SELECT * FROM range(3)", "");
    }
    var all =
        new FileFact[] {new FileFact.Values(1), new FileFact.Least(1), new FileFact.Greatest(1)};
    assertTrue(table(folder).describe().facts().containsAll(Set.of(all)));
    var rows = table(folder).rows(request(List.of(1), all));
    var none = new ArrayList<Object>(java.util.Arrays.asList(null, 0L, null, null));
    assertEquals(Set.of(List.of(1L, 3L, 1L, 1L), List.of(2L, 3L, 2L, 2L), none), Set.copyOf(rows));
    var second =
        new ScanRequest(
            List.of(1),
            List.of(
                new ColumnPredicate.Comparison(1, ColumnPredicate.Operator.EQUAL, Literal.of(2))),
            OptionalLong.empty(),
            List.of(new FileFact.Rows()),
            false);
    assertSameRows(List.of(List.of(2L, 3L)), table(folder).rows(second));
  }

  /// NaN is no bound, but the greatest number; a bound of zero may have either sign.
  @Test
  void boundsOfFloatingPointNumbersAreNoFacts() {
    var file =
        DuckDb.write(folder.resolve("f.parquet"), "SELECT 1.5::DOUBLE AS d, 2.5::FLOAT AS f", "");
    for (int column : List.of(0, 1)) {
      assertTrue(tells(file, new FileFact.Values(column)));
      assertFalse(tells(file, new FileFact.Least(column)));
      assertFalse(tells(file, new FileFact.Greatest(column)));
    }
  }

  @Test
  void timestampsOf96BitsHaveNoBounds() {
    var int96 = ParquetTable.resource("int96.parquet");
    var facts = int96.describe().facts();
    for (int column = 0; column < int96.names().size(); column++) {
      assertFalse(facts.contains(new FileFact.Least(column)));
      assertFalse(facts.contains(new FileFact.Greatest(column)));
    }
  }

  private Path edited(String query, Consumer<Statistics> change) {
    var file = DuckDb.write(folder.resolve("before.parquet"), query, "");
    return HandMadeFile.editFooter(
        file,
        folder.resolve("edited.parquet"),
        footer ->
            footer
                .getRow_groups()
                .getFirst()
                .getColumns()
                .forEach(chunk -> change.accept(chunk.getMeta_data().getStatistics())));
  }

  @Test
  void textsThatMayHaveBeenCutAreNoFacts() {
    var query = "SELECT 'abc' AS s, 1::DECIMAL(30, 2) AS w, 5 AS i";
    var silent =
        edited(
            query,
            statistics -> {
              statistics.unsetIs_min_value_exact();
              statistics.unsetIs_max_value_exact();
            });
    for (int column : List.of(0, 1)) {
      assertFalse(tells(silent, new FileFact.Least(column)));
      assertFalse(tells(silent, new FileFact.Greatest(column)));
    }
    assertTrue(tells(silent, new FileFact.Least(2)), "integers are never cut");
    var exactMin =
        edited(
            query,
            statistics -> {
              statistics.setIs_min_value_exact(true);
              statistics.setIs_max_value_exact(false);
            });
    for (int column : List.of(0, 1, 2)) {
      assertTrue(tells(exactMin, new FileFact.Least(column)));
      assertFalse(tells(exactMin, new FileFact.Greatest(column)));
    }
  }

  @Test
  void whatOneRowGroupDoesNotTellIsNoFact() {
    var query = "SELECT CASE WHEN i > 3 THEN i END AS i, i::UINTEGER AS u FROM range(9) r(i)";
    var uncounted = edited(query, Statistics::unsetNull_count);
    assertFalse(tells(uncounted, new FileFact.Values(0)));
    assertTrue(tells(uncounted, new FileFact.Least(0)));
    var oldBounds =
        edited(
            query,
            statistics -> {
              statistics.setMin(statistics.getMin_value());
              statistics.setMax(statistics.getMax_value());
              statistics.unsetMin_value();
              statistics.unsetMax_value();
            });
    assertTrue(tells(oldBounds, new FileFact.Greatest(0)));
    assertFalse(tells(oldBounds, new FileFact.Greatest(1)), "ordered as if there were a sign");
  }

  @Test
  void aFileThatWasReplacedByOneThatTellsLessIsAnError() throws IOException {
    var file = folder.resolve("f.parquet");
    var edited =
        edited(
            "SELECT 1 AS i",
            statistics -> {
              statistics.unsetMax_value();
              statistics.unsetMax();
            });
    Files.copy(folder.resolve("before.parquet"), file);
    var wanted = request(List.of(), new FileFact.Greatest(0));
    try (var allocator = new RootAllocator()) {
      var connector = new ParquetConnector();
      var reference = new TableReference(file.toString(), Map.of(), Optional.empty());
      var handle = connector.describe(reference, new DescribeContext(allocator, 1)).handle();
      var listedBefore = connector.splits(handle, wanted).getFirst();
      Files.delete(file);
      Files.move(edited, file);
      var context = new ReadContext(allocator, 100, ScanReport.NONE);
      assertEquals(
          ErrorCode.FILE_CHANGED,
          assertThrows(
                  MutiraoException.class,
                  () -> connector.open(handle, wanted, listedBefore, context))
              .code());
      var listedAfter = connector.splits(handle, wanted).getFirst();
      var failure =
          assertThrows(
              MutiraoException.class, () -> connector.open(handle, wanted, listedAfter, context));
      assertEquals(ErrorCode.FILE_CHANGED, failure.code());
      assertTrue(
          failure.getMessage().contains("its footer no longer tells max(i)"), failure.getMessage());
    }
  }
}
