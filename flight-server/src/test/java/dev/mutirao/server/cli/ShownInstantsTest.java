package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line shows instants in the time zone that the session has set.
final class ShownInstantsTest {
  private static final String SCRIPT =
      "SELECT TIMESTAMPTZ '2024-07-01 12:00:00+00' AS t;"
          + " SET TIME ZONE 'America/New_York';"
          + " SELECT TIMESTAMPTZ '2024-07-01 12:00:00+00' AS t, TIMESTAMP '2024-07-01 12:00:00' AS c;"
          + " RESET timezone; SELECT TIMESTAMPTZ '2024-07-01 12:00:00+02' AS t";

  private static final String CSV =
      """
      t
      2024-07-01 12:00:00+00
      t,c
      2024-07-01 08:00:00-04,2024-07-01 12:00:00
      t
      2024-07-01 10:00:00+00
      """;

  @Test
  void embedded() {
    var run = CommandRun.of("sql", "--format", "csv", SCRIPT);
    assertEquals(CSV, run.rows(), run.messages());
  }

  @Test
  void onServer(@TempDir Path folder) {
    try (var cluster = new CommandCluster(folder, 1L << 30)) {
      var run = cluster.run(SCRIPT);
      assertEquals(CSV, run.rows(), run.messages());
    }
  }

  @Test
  void inJsonAndTables() {
    var select = "SET TIME ZONE 'Asia/Kolkata'; SELECT TIMESTAMPTZ '2024-07-01 12:00:00+00' AS t";
    var json = CommandRun.of("sql", "--format", "json", select);
    assertEquals("{\"t\":\"2024-07-01 17:30:00+05:30\"}\n", json.rows(), json.messages());
    var table = CommandRun.of("sql", "--format", "table", select);
    assertEquals("2024-07-01 17:30:00+05:30", table.rows().lines().toList().get(2));
  }
}
