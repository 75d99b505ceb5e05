package dev.mutirao.server.random;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Cancels queries of DuckDB that take too long. DuckDB can do so itself, with a thread that stays
/// for good.
final class TimeLimit implements AutoCloseable {
  private final long seconds;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  TimeLimit(long seconds) {
    this.seconds = seconds;
  }

  /// Runs a query.
  ///
  /// @throws SQLException also when it takes too long: `INTERRUPT Error`
  ResultSet query(Statement statement, String sql) throws SQLException {
    var end = clock.schedule(() -> cancel(statement), seconds, TimeUnit.SECONDS);
    try {
      return statement.executeQuery(sql);
    } finally {
      end.cancel(false);
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException over) {
      System.err.println("a query ended while it was cancelled: " + over.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
