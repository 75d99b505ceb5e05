package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Type;

/// Whether the operand is NULL.
record IsNullNode(Node operand) implements Node {
  @Override
  public Type type() {
    return Type.Simple.BOOLEAN;
  }

  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    int length = evaluation.batch().rows();
    try (var column = operand.evaluate(evaluation, rows)) {
      var buffer = evaluation.allocator().buffer(Memory.bitmapBytes(length));
      var bits = Memory.segment(buffer);
      for (int start = 0; start < length; start += 64) {
        long word = 0;
        for (int row = start; row < Math.min(start + 64, length); row++) {
          word |= (column.isNull(row) ? 1L : 0L) << row - start;
        }
        bits.set(LONG, start >>> 3, word);
      }
      return Column.fixed(type(), length, null, buffer);
    }
  }

  /// The operand's rows that are NULL, or those that are not.
  record Selecting(Node operand, boolean wanted) implements Filter {
    @Override
    public int select(Evaluation evaluation, Rows rows, int[] selected) {
      try (var column = operand.evaluate(evaluation, rows)) {
        int kept = 0;
        for (int i = 0; i < rows.count(); i++) {
          int row = rows.at(i);
          selected[kept] = row;
          kept += column.isNull(row) == wanted ? 1 : 0;
        }
        return kept;
      }
    }
  }
}
