package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one column in one row group, in pieces that follow each other.
///
/// @param defined one byte a row, 1 where there is a value; null when nothing is NULL
@SuppressWarnings("ArrayRecordComponent") // made once, never changed
record ChunkRows(List<Piece> pieces, int rows, int nulls, byte @Nullable [] defined) {
  /// The rows `from` to `to` of a column, which stays with its owner.
  record Piece(Column column, int from, int to) {
    int rows() {
      return to - from;
    }
  }

  static ChunkRows of(List<Piece> pieces) {
    int rows = pieces.stream().mapToInt(Piece::rows).sum();
    if (pieces.stream().noneMatch(piece -> piece.column().mayHaveNulls())) {
      return new ChunkRows(pieces, rows, 0, null);
    }
    var defined = new byte[rows];
    int at = 0;
    int values = 0;
    for (var piece : pieces) {
      var validity = piece.column().validity();
      for (int row = piece.from(); row < piece.to(); row++) {
        int bit = validity == null ? 1 : validity.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1;
        defined[at++] = (byte) bit;
        values += bit;
      }
    }
    return new ChunkRows(pieces, rows, rows - values, values == rows ? null : defined);
  }

  /// How many values the rows `from` to `to` of the chunk have.
  int values(int from, int to) {
    if (defined == null) {
      return to - from;
    }
    int values = 0;
    for (int row = from; row < to; row++) {
      values += defined[row];
    }
    return values;
  }
}
