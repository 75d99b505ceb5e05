package dev.mutirao.server.slt;

import dev.mutirao.server.statement.StatementService;
import java.util.List;

/// Statements through a {@link StatementService}: the embedded engine, or a cluster's coordinator.
final class StatementWay implements SltRunner.Way {
  private final StatementService statements;

  /// Takes the service over.
  StatementWay(StatementService statements) {
    this.statements = statements;
  }

  @Override
  public List<String> rows(String sql) throws InterruptedException {
    return Rows.of(statements, sql);
  }

  @Override
  public void close() {
    statements.close();
  }
}
