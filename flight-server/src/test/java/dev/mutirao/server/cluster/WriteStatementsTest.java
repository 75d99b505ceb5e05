package dev.mutirao.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Statements that write, on three executors and in one process.
@Timeout(120)
final class WriteStatementsTest {
  private static final String ENDLESS =
      "SELECT \"value\" AS n, \"value\" % 5 AS k FROM TABLE(range(1000000000000))";

  private final TestCluster cluster = new TestCluster(3);

  @TempDir private Path folder;

  @AfterEach
  void nothingIsLeft() throws IOException {
    cluster.close(); // throws when memory is left
    try (var files = Files.walk(folder)) {
      assertEquals(
          List.of(), files.filter(file -> file.getFileName().toString().startsWith(".")).toList());
    }
  }

  @Test
  void everyExecutorWritesItsOwnFiles() throws Exception {
    try (var statements = cluster.statements()) {
      run(
          statements,
          "COPY (SELECT \"value\" AS n FROM TABLE(range(3000000))) TO '" + folder + "/out'");
    }
    var tasks = new TreeSet<String>();
    try (var files = Files.list(folder.resolve("out"))) {
      // part-<statement>-<task>-<number>.parquet
      files.forEach(file -> tasks.add(file.getFileName().toString().split("-", -1)[2]));
    }
    assertEquals(new TreeSet<>(List.of("0", "1", "2")), tasks);
    assertEquals(
        List.of(List.of(3_000_000L, 4_499_998_500_000L)),
        cluster.rows("SELECT count(*), CAST(sum(n) AS BIGINT) FROM '" + folder + "/out'"));
  }

  @Test
  void rowsOfOneFileKeepTheirOrderAndFillRowGroups() throws Exception {
    try (var statements = cluster.statements()) {
      run(
          statements,
          "COPY (SELECT \"value\" AS n FROM TABLE(range(500000)) ORDER BY n DESC) TO '"
              + folder
              + "/out.parquet' (ROW_GROUP_SIZE 100000)");
    }
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*), sum((n = 499999 - file_row_number)::INT), (SELECT"
                    + " count(DISTINCT row_group_id) FROM parquet_metadata('"
                    + folder
                    + "/out.parquet')) FROM read_parquet('"
                    + folder
                    + "/out.parquet', file_row_number = true)")) {
      assertTrue(rows.next());
      assertEquals(
          List.of(500_000L, 500_000L, 5L),
          List.of(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
    }
  }

  @Test
  void droppedAnswerLeavesNothing() throws Exception {
    try (var statements = cluster.statements()) {
      try (var result = statements.run("COPY (" + ENDLESS + ") TO '" + folder + "/out'")) {
        awaitFiles();
        assertFalse(Files.exists(folder.resolve("out")));
        assertEquals(1, result.schema().size());
      }
      assertEquals(List.of(), names());
    }
  }

  @Test
  void cancelledStatementLeavesNothing() throws Exception {
    try (var statements = cluster.statements();
        var result =
            statements.run("COPY (" + ENDLESS + ") TO '" + folder + "/out' (PARTITION_BY k)")) {
      awaitFiles();
      result.cancel("a test");
      var failure = assertThrows(MutiraoException.class, () -> finish(result));
      assertEquals("the query was cancelled by a test", failure.getMessage());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void lostExecutorLeavesTheOldFolderAlone() throws Exception {
    Files.createDirectory(folder.resolve("out"));
    Files.writeString(folder.resolve("out/old.csv"), "n\n1\n");
    try (var statements = cluster.statements();
        var result =
            statements.run(
                "COPY (" + ENDLESS + ") TO '" + folder + "/out' (OVERWRITE, FORMAT csv)")) {
      awaitFiles();
      cluster.stopExecutor(1);
      var failure = assertThrows(MutiraoException.class, () -> finish(result));
      assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
    }
    assertEquals(List.of("out"), names());
    assertEquals(List.of(List.of(1L)), cluster.rows("SELECT n FROM '" + folder + "/out'"));
  }

  @Test
  void fileThatAppearedMeanwhileIsNotReplaced() throws Exception {
    var sql = "COPY (SELECT 1 AS n) TO '" + folder + "/out.csv'";
    try (var statements = cluster.statements();
        var result = statements.run(sql)) {
      Files.writeString(folder.resolve("out.csv"), "somebody else's");
      var failure = assertThrows(MutiraoException.class, () -> finish(result));
      assertEquals(ErrorCode.ALREADY_EXISTS, failure.code());
    }
    assertEquals("somebody else's", Files.readString(folder.resolve("out.csv")));
  }

  @Test
  void driversHearHowManyRowsWereWritten() throws Exception {
    var copy = "COPY (SELECT * FROM TABLE(range(1234))) TO '" + folder + "/a.csv'";
    var create = "CREATE EXTERNAL TABLE t LOCATION '" + folder + "/t' AS SELECT 1 AS n";
    try (var connection = DriverManager.getConnection(cluster.jdbcUrl());
        var statement = connection.createStatement()) {
      assertEquals(1234, statement.executeUpdate(copy));
      assertEquals(1, statement.executeUpdate(create));
      assertFalse(statement.execute("INSERT INTO t VALUES (2), (3), (NULL)"));
      assertEquals(3, statement.getUpdateCount());
      try (var prepared = connection.prepareStatement("INSERT INTO t SELECT n FROM t")) {
        assertEquals(4, prepared.executeUpdate());
        assertEquals(8, prepared.executeUpdate());
      }
      var failure = assertThrows(SQLException.class, () -> statement.executeUpdate(copy));
      assertTrue(failure.getMessage().contains("there is a file of this name"), failure::toString);
      try (var rows = statement.executeQuery("SELECT count(*) FROM t")) {
        assertTrue(rows.next());
        assertEquals(16, rows.getLong(1));
      }
    }
  }

  @Test
  void tenThousandPartitionsNeedLittleMemory() throws Exception {
    try (var allocator = new RootAllocator(256L << 20)) {
      try (var engine = EmbeddedEngine.open(allocator, 2, folder, Optional.empty())) {
        assertEquals(
            List.of("100000"),
            run(
                engine,
                "COPY (SELECT \"value\" % 10000 AS k, \"value\" AS n, 'text ' || CAST(\"value\" AS"
                    + " VARCHAR) AS t FROM TABLE(range(100000))) TO 'many' (PARTITION_BY k)"));
        assertEquals(
            List.of("100000|10000|4999950000"),
            run(engine, "SELECT count(*), count(DISTINCT k), sum(n) FROM 'many'"));
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
    try (var folders = Files.list(folder.resolve("many"))) {
      assertEquals(10_000, folders.count());
    }
  }

  private static List<String> run(StatementService statements, String sql)
      throws InterruptedException {
    try (var result = statements.run(sql)) {
      return finish(result);
    }
  }

  private static List<String> finish(dev.mutirao.server.statement.StatementResult result)
      throws InterruptedException {
    var rows = new java.util.ArrayList<String>();
    try (var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var taken = batch) {
          for (int row = 0; row < taken.rows(); row++) {
            rows.add(
                dev.mutirao.connectors.batch.Cells.row(taken, row).stream()
                    .map(value -> String.valueOf(value.value()))
                    .collect(java.util.stream.Collectors.joining("|")));
          }
        }
      }
    }
    return rows;
  }

  /// Waits until something was written to the hidden folder.
  private void awaitFiles() throws IOException, InterruptedException {
    while (true) {
      try (var files = Files.walk(folder)) {
        if (files.anyMatch(file -> file.getFileName().toString().startsWith("part-"))) {
          return;
        }
      }
      Thread.sleep(20);
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
