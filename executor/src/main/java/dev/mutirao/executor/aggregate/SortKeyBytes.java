package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.plan.SortKey;
import java.util.Arrays;
import java.util.List;

/// Writes the sort keys of a row as bytes that, compared as unsigned ones, order rows as the keys
/// do; no row's bytes are the beginning of another's, so that more may follow.
///
/// Each key is a byte that tells NULL (0 or 2, as NULLs go first or last) from a value (1), and
/// then the value, its bits turned where the key is descending: numbers from the highest byte on
/// with the sign flipped, text with 0 as 0 255 and 0 0 at its end.
final class SortKeyBytes {
  private final List<SortKey> keys;
  private final Vectors[] vectors;
  private final long[][] codes;
  private Column[] columns = new Column[0];
  private byte[] bytes = new byte[64];
  private int length;

  /// @param keys columns are places among the arguments
  SortKeyBytes(List<SortKey> keys) {
    this.keys = keys;
    this.vectors = new Vectors[keys.size()];
    this.codes = new long[keys.size()][];
    Arrays.setAll(vectors, i -> new Vectors());
  }

  /// The rows that {@link #write} is about.
  void bind(Column[] arguments, RowGroups rows) {
    columns = arguments;
    for (int i = 0; i < codes.length; i++) {
      var column = arguments[keys.get(i).column()];
      if (column.layout() != Layout.INT128 && column.layout() != Layout.BYTES) {
        codes[i] = vectors[i].longs(column, rows);
      }
    }
  }

  /// Writes the keys of row `i` of the rows, row `row` of the batch; gives how many bytes they are.
  int write(int i, int row) {
    length = 0;
    for (int key = 0; key < codes.length; key++) {
      var order = keys.get(key);
      var column = columns[order.column()];
      if (column.isNull(row)) {
        reserve(1);
        bytes[length++] = (byte) (order.nullsFirst() ? 0 : 2);
        continue;
      }
      reserve(1);
      bytes[length++] = 1;
      int from = length;
      switch (column.layout()) {
        case BYTES -> appendText(Vectors.flat(column), Vectors.cell(column, row));
        case INT128 -> {
          long at = (long) Vectors.cell(column, row) << 4;
          var values = Vectors.flat(column).values();
          append(values.get(LONG, at + 8) ^ Long.MIN_VALUE);
          append(values.get(LONG, at));
        }
        case FLOAT32, FLOAT64 -> append(FloatOrder.equalityCode(codes[key][i]) ^ Long.MIN_VALUE);
        case BIT, INT8, INT16, INT32, INT64 -> append(codes[key][i] ^ Long.MIN_VALUE);
      }
      for (int at = from; order.descending() && at < length; at++) {
        bytes[at] = (byte) ~bytes[at];
      }
    }
    return length;
  }

  /// What was written last.
  byte[] bytes() {
    return bytes;
  }

  private void append(long word) {
    reserve(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (word >>> shift);
    }
  }

  private void appendText(Column flat, int cell) {
    int from = flat.offsets().get(INT, (long) cell << 2);
    int to = flat.offsets().get(INT, (long) cell + 1 << 2);
    reserve(2 * (to - from) + 2);
    for (int at = from; at < to; at++) {
      byte next = flat.values().get(BYTE, at);
      bytes[length++] = next;
      if (next == 0) {
        bytes[length++] = -1;
      }
    }
    bytes[length++] = 0;
    bytes[length++] = 0;
  }

  private void reserve(int more) {
    if (bytes.length < length + more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
