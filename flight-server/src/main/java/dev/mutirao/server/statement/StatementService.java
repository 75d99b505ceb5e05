package dev.mutirao.server.statement;

import dev.mutirao.connectors.error.MutiraoException;

/// Answers statements one after the other for one client: in this process, or on a server behind a
/// socket.
public interface StatementService extends AutoCloseable {
  /// Starts one statement (no `;`). What goes wrong while rows come is thrown by the stream.
  ///
  /// @throws MutiraoException when the statement is wrong or cannot be started
  StatementResult run(String sql);

  @Override
  void close();
}
