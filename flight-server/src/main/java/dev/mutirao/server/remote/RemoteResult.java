package dev.mutirao.server.remote;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.statement.StatementResult;
import java.util.Optional;

/// Rows that a server sends.
record RemoteResult(Schema schema, BatchStream rows, boolean ordered) implements StatementResult {
  @Override
  public Optional<String> notice() {
    return Optional.empty();
  }

  @Override
  public void close() {
    rows.close();
  }
}
