package dev.mutirao.server.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.planner.PlanRequest;
import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.server.functions.CompiledJar;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.slt.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which queries are remembered, and what is still known of them.
class EmbeddedQueriesTest {
  @TempDir Path folder;

  @Test
  void aQueryThatIsOverStillTellsWhatItDid() throws Exception {
    try (var allocator = new RootAllocator(1L << 30);
        var engine = open(allocator)) {
      var sql = "SELECT count(*) FROM range(1000) WHERE value % 2 = 0";
      assertEquals(List.of("500"), Rows.of(engine, sql));
      var query = engine.queries().queries().getLast();
      query.ended().get(1, TimeUnit.MINUTES); // a moment after its last row was read
      var profile = query.profile();
      assertEquals(sql, profile.sql());
      assertEquals(QueryState.FINISHED, profile.state());
      assertEquals(List.of("ended"), profile.tasks().stream().map(task -> task.state()).toList());
      assertTrue(
          profile.tasks().getFirst().operators().stream().anyMatch(each -> each.rows() == 1));
    }
  }

  @Test
  void onlyTheLastHundredAreRemembered() throws Exception {
    try (var allocator = new RootAllocator(1L << 30);
        var engine = open(allocator);
        var running = engine.run("SELECT value FROM range(1000000000)")) {
      for (int i = 0; i < 110; i++) {
        assertEquals(List.of("10"), Rows.of(engine, "SELECT count(*) FROM range(10)"));
      }
      var remembered = engine.queries().queries();
      assertEquals(100, remembered.size());
      assertEquals(QueryState.RUNNING, remembered.getFirst().profile().state());
      running.cancel("the test");
    }
  }

  @Test
  void aQueryThatCannotBeStartedIsNotRemembered() throws Exception {
    var jar =
        CompiledJar.of(
            folder.resolve("f.jar"),
            "F",
            "@ScalarFunction public static long f(long x) { return x; }");
    try (var allocator = new RootAllocator(1L << 30);
        var engine = open(allocator);
        var other = open(allocator, jar)) {
      var plan = plan(other, "SELECT f(value) FROM range(10)");
      var error =
          assertThrows(
              MutiraoException.class,
              () -> engine.queries().submit(plan, QueryOptions.of("of another engine")));
      assertEquals(ErrorCode.UNKNOWN_FUNCTION, error.code());
      assertEquals(List.of(), engine.queries().queries());
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  private static QueryPlan plan(EmbeddedEngine engine, String sql) {
    var request = PlanRequest.of(1);
    return ((PlannedStatement.Query) engine.planner().plan(sql, request)).plan();
  }

  private EmbeddedEngine open(RootAllocator allocator, Path... jars) {
    return EmbeddedEngine.open(allocator, 2, folder, Optional.empty(), List.of(jars));
  }
}
