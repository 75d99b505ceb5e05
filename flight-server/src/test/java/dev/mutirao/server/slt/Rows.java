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

/// The rows of a statement as texts: see {@link SltFile}.
public final class Rows {
  private Rows() {}

  public static List<String> of(StatementService statements, String sql)
      throws InterruptedException {
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
        rows.add(Cells.row(batch, row).stream().map(Rows::cell).collect(Collectors.joining("|")));
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
}
