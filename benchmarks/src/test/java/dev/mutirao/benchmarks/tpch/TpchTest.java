package dev.mutirao.benchmarks.tpch;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mutirao.benchmarks.LocalCluster;
import dev.mutirao.benchmarks.contest.Rows;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// All 22 queries against DuckDB, at the scale factor of the system property `tpch.scale` (0.01
/// without one).
final class TpchTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("tpch.scale", "0.01"));
  private static final List<TpchQuery> QUERIES = TpchQuery.all();

  @TempDir private static Path folder;

  private static TpchData data;
  private static final List<Rows> EXPECTED = new ArrayList<>();

  @BeforeAll
  static void askDuckDb() throws Exception {
    data = TpchData.at(folder, SCALE);
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      try (var statement = duckDb.createStatement()) {
        for (var view : data.duckDbViews(TpchData.Form.PARQUET)) {
          statement.execute(view);
        }
      }
      for (var query : QUERIES) {
        var rows = Rows.of(duckDb, query.sql());
        assertFalse(rows.rows().isEmpty(), query + " has no rows at this scale");
        EXPECTED.add(rows);
      }
    }
  }

  @AfterAll
  static void forget() {
    EXPECTED.clear();
  }

  @Test
  void embeddedAnswersAreRight() throws Exception {
    try (var allocator = new RootAllocator()) {
      try (var engine = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty())) {
        checkBothForms(engine);
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  @Test
  void answersOfThreeExecutorsAreRight() throws Exception {
    try (var allocator = new RootAllocator();
        var cluster = LocalCluster.start(allocator, 3, 3)) {
      checkBothForms(cluster.statements());
    }
  }

  private static void checkBothForms(StatementService service) throws InterruptedException {
    for (var form : TpchData.Form.values()) {
      for (var declaration : data.declarations(form)) {
        Rows.of(service, declaration);
      }
      assertAll(
          form.toString(),
          QUERIES.stream().map(query -> (Executable) () -> check(service, query, form)).toList());
    }
  }

  private static void check(StatementService service, TpchQuery query, TpchData.Form form)
      throws InterruptedException {
    var expected = EXPECTED.get(query.number() - 1);
    var rows = Rows.of(service, query.sql());
    assertEquals(
        Optional.empty(), rows.difference(expected, Rows.OF_DOUBLES), query + " from " + form);
  }
}
