package dev.mutirao.server.statement;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.query.BlockingBatches;
import java.time.ZoneId;

/// Answers statements one after the other for one client: in this process, or on a server behind a
/// socket.
public interface StatementService extends AutoCloseable {
  /// Starts one statement (no `;`). What goes wrong while rows come is thrown by the stream.
  ///
  /// @throws MutiraoException when the statement is wrong or cannot be started
  StatementResult run(String sql);

  /// The time zone in which the session's instants are shown, which its setting `timezone` names.
  ///
  /// @throws MutiraoException when the service cannot be asked
  default ZoneId timeZone() throws InterruptedException {
    try (var setting = run("SHOW timezone");
        var rows = new BlockingBatches(setting.rows());
        var row = rows.next()) {
      if (row == null) {
        throw new IllegalStateException("the setting timezone has no value");
      }
      return ZoneId.of(String.valueOf(Cells.literal(row.column(0), 0).value()));
    }
  }

  @Override
  void close();
}
