package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Type;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/// AND or OR as a value, of three kinds: the answer starts as `neutral`, a NULL term makes it NULL,
/// and a term that is the opposite of neutral settles it, after which the row is not looked at
/// again.
///
/// @param neutral true for AND, false for OR
record LogicNode(boolean neutral, List<Node> terms) implements Node {
  private static final byte FALSE = 0;
  private static final byte TRUE = 1;
  private static final byte UNKNOWN = 2;

  @Override
  public Type type() {
    return Type.Simple.BOOLEAN;
  }

  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    var answers = new byte[evaluation.batch().rows()];
    Arrays.fill(answers, neutral ? TRUE : FALSE);
    byte settled = neutral ? FALSE : TRUE;
    var open = rows;
    for (var term : terms) {
      if (open.count() == 0) {
        break;
      }
      try (var evaluated = term.evaluate(evaluation, open);
          var column = Gather.flat(evaluated, evaluation.allocator())) {
        var next = new int[open.count()];
        int count = 0;
        var bits = column.values();
        for (int i = 0; i < open.count(); i++) {
          int row = open.at(i);
          if (column.isNull(row)) {
            answers[row] = UNKNOWN;
            next[count++] = row;
          } else if ((bits.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1) == settled) {
            answers[row] = settled;
          } else {
            next[count++] = row;
          }
        }
        open = new Rows(next, count);
      }
    }
    return column(answers, evaluation);
  }

  private static Column column(byte[] answers, Evaluation evaluation) {
    int rows = answers.length;
    ArrowBuf values = evaluation.allocator().buffer(Memory.bitmapBytes(rows));
    ArrowBuf validity = null;
    try {
      var bits = Memory.segment(values);
      boolean unknown = false;
      for (int start = 0; start < rows; start += 64) {
        long word = 0;
        for (int row = start; row < Math.min(start + 64, rows); row++) {
          word |= (answers[row] & 1L) << row - start;
          unknown |= answers[row] == UNKNOWN;
        }
        bits.set(LONG, start >>> 3, word);
      }
      if (unknown) {
        validity = evaluation.allocator().buffer(Memory.bitmapBytes(rows));
        var present = Memory.segment(validity);
        for (int start = 0; start < rows; start += 64) {
          long word = 0;
          for (int row = start; row < Math.min(start + 64, rows); row++) {
            word |= (answers[row] >> 1 ^ 1L) << row - start;
          }
          present.set(LONG, start >>> 3, word);
        }
      }
      return Column.fixed(Type.Simple.BOOLEAN, rows, validity, values);
    } catch (RuntimeException | Error e) {
      values.close();
      Bitmaps.release(validity);
      throw e;
    }
  }
}
