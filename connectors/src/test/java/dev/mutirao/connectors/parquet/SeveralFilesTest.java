package dev.mutirao.connectors.parquet;

import static dev.mutirao.connectors.parquet.ParquetTable.assertSameRows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralFilesTest {
  @TempDir Path folder;

  private ParquetTable table(Map<String, String> options) {
    return new ParquetTable(folder.toString(), 100, options);
  }

  private void write(String name, String query) {
    DuckDb.write(folder.resolve(name), query, "");
  }

  private MutiraoException failure() {
    return assertThrows(MutiraoException.class, () -> table(Map.of()).rows());
  }

  @Test
  void columnsAreFoundByNameInAnyOrder() {
    write("a.parquet", "SELECT 1::BIGINT AS id, 'um' AS nome");
    write("b.parquet", "SELECT 'dois' AS NOME, 2::BIGINT AS id");
    assertSameRows(List.of(List.of(1L, "um"), List.of(2L, "dois")), table(Map.of()).rows());
  }

  @Test
  void narrowerTypesWiden() {
    write(
        "a.parquet",
        "SELECT 1::TINYINT AS i, 1.5::FLOAT AS f, 1.25::DECIMAL(5, 2) AS d, 2::INT AS j");
    write(
        "b.parquet",
        "SELECT 2::SMALLINT AS i, 2.5::DOUBLE AS f, 2.25::DECIMAL(12, 2) AS d, 3::SMALLINT AS j");
    write(
        "c.parquet",
        "SELECT 3::BIGINT AS i, 3.5::DOUBLE AS f, 3.25::DECIMAL(5, 2) AS d, 4::INT AS j");
    assertEquals(List.of("BIGINT", "DOUBLE", "DECIMAL(12, 2)", "INTEGER"), table(Map.of()).types());
    var d = new java.math.BigDecimal("1.25");
    assertSameRows(
        List.of(
            List.of(1L, 1.5, d, 2L),
            List.of(2L, 2.5, d.add(java.math.BigDecimal.ONE), 3L),
            List.of(3L, 3.5, d.add(java.math.BigDecimal.TWO), 4L)),
        table(Map.of()).rows());
  }

  @Test
  void otherTypesAreAnErrorThatNamesTheFile() {
    write("a.parquet", "SELECT 1 AS i");
    write("b.parquet", "SELECT 'x' AS i");
    var failure = failure();
    assertEquals(ErrorCode.MALFORMED_FILE, failure.code());
    assertTrue(
        failure
            .getMessage()
            .endsWith("b.parquet, column i: expected INTEGER as in the table, got VARCHAR"),
        failure.getMessage());
  }

  @Test
  void aMissingColumnIsAnErrorThatNamesTheFile() {
    write("a.parquet", "SELECT 1 AS i, 2 AS j");
    write("b.parquet", "SELECT 1 AS i");
    assertTrue(
        failure().getMessage().matches(".*has no column j: .*b.parquet"), failure().getMessage());
  }

  @Test
  void aFolderWithoutFilesIsAnError() {
    assertEquals(ErrorCode.NO_MATCHING_FILES, failure().code());
  }

  @Test
  void partitionFoldersBecomeColumnsAndArePruned() throws IOException {
    for (int year = 2023; year <= 2025; year++) {
      Files.createDirectories(folder.resolve("ano=" + year));
      write("ano=" + year + "/x.parquet", "SELECT " + year % 100 + " AS id");
    }
    assertSameRows(
        List.of(List.of(23L, 2023L), List.of(24L, 2024L), List.of(25L, 2025L)),
        table(Map.of()).rows());
    var only =
        new ScanRequest(
            List.of(0),
            List.of(
                new ColumnPredicate.Comparison(
                    1, ColumnPredicate.Operator.EQUAL, Literal.of(2024))),
            OptionalLong.empty());
    assertSameRows(List.of(List.of(24L)), table(Map.of()).rows(only));
    assertEquals(List.of("id"), table(Map.of("hive_partitioning", "false")).names());
  }

  @Test
  void statisticsAddUpOverFiles() {
    write(
        "a.parquet",
        "SELECT i::INT AS i, CASE WHEN i > 3 THEN 'b' || i END AS t, i / 2 AS f FROM range(10) r(i)");
    write("b.parquet", "SELECT 100::INT AS i, 'a' AS t, 1.0::DOUBLE AS f");
    var statistics = table(Map.of()).describe().statistics();
    assertEquals(OptionalLong.of(11), statistics.rows());
    assertTrue(statistics.exact());
    var i = statistics.columns().getFirst();
    assertEquals(Optional.of(new Literal(Type.Simple.INTEGER, 0L)), i.min());
    assertEquals(Optional.of(new Literal(Type.Simple.INTEGER, 100L)), i.max());
    assertEquals(OptionalLong.of(0), i.nulls());
    var t = statistics.columns().get(1);
    assertEquals(Optional.of(Literal.of("a")), t.min());
    assertEquals(Optional.of(Literal.of("b9")), t.max());
    assertEquals(OptionalLong.of(4), t.nulls());
    assertEquals(Optional.of(Literal.of(0.0)), statistics.columns().get(2).min());
    assertEquals(
        Optional.of(Literal.of(4.5)), statistics.columns().get(2).max(), "no NaN, says DuckDB");
  }

  @Test
  void dictionariesTellTheNumberOfDistinctValues() {
    var columns = ParquetTable.resource("page_index_v1.parquet").describe().statistics().columns();
    assertEquals(OptionalLong.of(3), columns.get(2).distinctValues(), "of the first row group");
    var givenUp = ParquetTable.resource("dictionary_given_up.parquet").describe().statistics();
    assertEquals(OptionalLong.empty(), givenUp.columns().getFirst().distinctValues());
  }

  @Test
  void numbersThatMayBeNanHaveNoUpperBound() {
    var statistics = ParquetTable.resource("page_index_v1.parquet").describe().statistics();
    assertEquals(
        Optional.of(Literal.of(-0.0)), statistics.columns().get(3).min(), "as the format asks for");
    assertEquals(Optional.empty(), statistics.columns().get(3).max());
  }

  @Test
  void declaredColumnsChooseAndWiden() {
    write("a.parquet", "SELECT 1::INT AS i, 'x' AS t, 5 AS unused");
    var columns = Schema.of(Field.of("t", Type.Simple.VARCHAR), Field.of("i", Type.Simple.BIGINT));
    try (var allocator = new RootAllocator()) {
      var reference = new TableReference(folder.toString(), Map.of(), Optional.of(columns));
      var handle =
          new ParquetConnector().describe(reference, new DescribeContext(allocator, 1)).handle();
      assertEquals(columns, handle.schema());
      var wrong = Schema.of(Field.of("t", Type.Simple.BIGINT));
      var refused = new TableReference(folder.toString(), Map.of(), Optional.of(wrong));
      assertThrows(
          MutiraoException.class,
          () -> new ParquetConnector().describe(refused, new DescribeContext(allocator, 1)));
    }
  }

  @Test
  void countingRowsReadsNoColumn() {
    write("a.parquet", "SELECT * FROM range(5000)");
    var rows = new java.util.concurrent.atomic.AtomicLong();
    var request = new ScanRequest(List.of(), List.of(), OptionalLong.empty());
    table(Map.of())
        .scan(
            request,
            dev.mutirao.connectors.source.ScanReport.NONE,
            batch -> rows.addAndGet(batch.rows()));
    assertEquals(5000, rows.get());
  }
}
