package dev.mutirao.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ClusterQueryTest {
  private final TestCluster cluster = new TestCluster(3);

  @AfterEach
  void nothingIsLeft() {
    cluster.close(); // throws when memory is left
  }

  @Test
  void aggregateSeesTheRowsOfAllExecutors() throws InterruptedException {
    assertEquals(
        List.of(List.of(10_000_000L, 49_999_995_000_000L)),
        cluster.rows("SELECT count(*), sum(\"value\") FROM TABLE(range(10000000))"));
  }

  @Test
  void groupsMeetAfterAnExchangeByHash() throws InterruptedException {
    var rows =
        cluster.rows(
            "SELECT value % 1000 AS k, count(*) FROM TABLE(range(5000000)) GROUP BY value % 1000");
    assertEquals(1000, rows.size());
    assertEquals(1000, new HashSet<>(rows.stream().map(List::getFirst).toList()).size());
    assertTrue(rows.stream().allMatch(row -> row.get(1).equals(5000L)), rows.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lz4", "zstd"})
  void compressedRowsAreTheSame(String compression) throws InterruptedException {
    var sql =
        "SELECT a.k, a.s, count(*), max(b.s) FROM (SELECT value % 1000 AS k, 'text ' ||"
            + " CAST(value % 7 AS VARCHAR) AS s FROM range(200000)) AS a JOIN (SELECT value AS k,"
            + " CASE WHEN value % 3 > 0 THEN CAST(value AS VARCHAR) END AS s FROM range(1000)) AS b"
            + " ON a.k = b.k GROUP BY a.k, a.s ORDER BY a.k, a.s";
    var settings = Map.of("exchange.compression", compression, "optimizer.replicated_rows", "0");
    var options = new QueryOptions(sql, "test", settings, Optional.empty());
    try (var query = cluster.submit(sql, options)) {
      assertEquals(cluster.rows(sql), TestCluster.rows(query));
    }
  }

  @Test
  void orderIsKept() throws InterruptedException {
    var rows = cluster.rows("SELECT value FROM TABLE(range(3000000)) ORDER BY value DESC LIMIT 3");
    assertEquals(List.of(List.of(2_999_999L), List.of(2_999_998L), List.of(2_999_997L)), rows);
  }

  @Test
  void queriesWithoutFilesRunToo() throws InterruptedException {
    assertEquals(List.of(List.of(3)), cluster.rows("SELECT 1 + 2"));
  }

  @Test
  void totalsCountWhatHasEnded() throws Exception {
    try (var query = cluster.submit("SELECT value FROM TABLE(range(1234))")) {
      assertEquals(1_234, TestCluster.rows(query).size());
      assertEquals(QueryState.FINISHED, query.ended().get(10, TimeUnit.SECONDS));
    }
    while (cluster.queries().totals().queries().isEmpty()) {
      Thread.sleep(10);
    }
    var totals = cluster.queries().totals();
    assertEquals(Map.of(QueryState.FINISHED, 1L), totals.queries());
    assertEquals(1_234, totals.rows());
  }

  @Test
  void everyExecutorScansItsShare() throws Exception {
    try (var query = cluster.submit("SELECT sum(\"value\") FROM TABLE(range(20000000))")) {
      assertEquals(1, TestCluster.rows(query).size());
      assertEquals(QueryState.FINISHED, query.ended().get(10, TimeUnit.SECONDS));
      var scanning = query.profile().tasks().stream().filter(task -> task.splits() > 0).toList();
      assertEquals(
          3, new HashSet<>(scanning.stream().map(task -> task.executor()).toList()).size());
      assertTrue(
          scanning.stream()
              .allMatch(
                  task -> task.operators().stream().anyMatch(operator -> operator.rows() > 0)),
          query.profile().toString());
    }
  }

  @Test
  void totalsCountTheRowsThatClientsGot() throws Exception {
    long before = cluster.queries().totals().rows();
    for (var sql :
        List.of(
            "SELECT value FROM TABLE(range(1000)) WHERE value < 7",
            "SELECT count(*) FROM TABLE(range(1000))")) {
      try (var query = cluster.submit(sql)) {
        TestCluster.rows(query);
        query.ended().get(10, TimeUnit.SECONDS);
      }
    }
    assertEquals(before + 8, cluster.queries().totals().rows());
  }
}
