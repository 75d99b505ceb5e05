package dev.mutirao.server.slt;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.ValueText;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Statements through a {@link StatementService}: the embedded engine, or a cluster's coordinator.
final class StatementWay implements SltRunner.Way {
  private final StatementService statements;

  /// Takes the service over.
  StatementWay(StatementService statements) {
    this.statements = statements;
  }

  @Override
  public List<String> rows(String sql) throws InterruptedException {
    try (var result = statements.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      var rows = new ArrayList<String>();
      boolean more = true;
      while (more) {
        more = append(batches.next(), rows);
      }
      return rows;
    }
  }

  private static boolean append(Batch next, List<String> rows) {
    try (var batch = next) {
      for (int row = 0; batch != null && row < batch.rows(); row++) {
        rows.add(
            Cells.row(batch, row).stream()
                .map(StatementWay::cell)
                .collect(Collectors.joining("|")));
      }
      return batch != null;
    }
  }

  private static String cell(Literal value) {
    if (value.isNull()) {
      return "NULL";
    }
    String text = ValueText.of(value);
    return text.isEmpty() ? "(empty)" : text;
  }

  @Override
  public void close() {
    statements.close();
  }
}
