package dev.mutirao.benchmarks;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;

/// Runs a statement to its end and keeps one number of it.
final class FirstCell {
  private FirstCell() {}

  /// The first cell of the answer; NaN when it is no DOUBLE.
  static double of(StatementService engine, String sql) throws InterruptedException {
    double answer = Double.NaN;
    try (var result = engine.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var rows = batch) {
          if (rows.rows() > 0 && Cells.row(rows, 0).getFirst().value() instanceof Double number) {
            answer = number;
          }
        }
      }
    }
    return answer;
  }
}
