package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.BYTE;

import dev.mutirao.connectors.batch.Gather;

/// Selects by a BOOLEAN that some other step computes.
record ValueFilter(Node predicate) implements Filter {
  @Override
  public int select(Evaluation evaluation, Rows rows, int[] selected) {
    try (var evaluated = predicate.evaluate(evaluation, rows);
        var column = Gather.flat(evaluated, evaluation.allocator())) {
      var bits = column.values();
      boolean nulls = column.mayHaveNulls();
      int kept = 0;
      for (int i = 0; i < rows.count(); i++) {
        int row = rows.at(i);
        selected[kept] = row;
        int bit = bits.get(BYTE, row >>> 3) >>> (row & 7) & 1;
        kept += nulls && column.isNull(row) ? 0 : bit;
      }
      return kept;
    }
  }
}
