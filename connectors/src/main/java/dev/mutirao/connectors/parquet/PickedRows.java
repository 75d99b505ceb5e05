package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.parquet.decode.ColumnReader;
import dev.mutirao.connectors.parquet.decode.RowSpans;
import org.apache.arrow.memory.BufferAllocator;

/// Those of the next rows of a row group that a batch is made of. Rows count from the next one on.
final class PickedRows {
  /// All rows, as far as `spans` has no other.
  private static final int[] ALL = {};

  private final int[] rows;
  private final int count;
  private final RowSpans spans;
  private final int[] places; // of the rows among those of the spans

  private PickedRows(int[] rows, int count, RowSpans spans, int[] places) {
    this.rows = rows;
    this.count = count;
    this.spans = spans;
    this.places = places;
  }

  /// The next `count` rows.
  static PickedRows all(int count) {
    return new PickedRows(ALL, count, RowSpans.next(count), ALL);
  }

  /// Of these rows those at `chosen`, which ascend.
  PickedRows only(int[] chosen, int chosenCount) {
    var picked = new int[chosenCount];
    for (int i = 0; i < chosenCount; i++) {
      picked[i] = rows == ALL ? chosen[i] : rows[chosen[i]];
    }
    var covering = RowSpans.covering(picked, chosenCount);
    return new PickedRows(picked, chosenCount, covering, covering.places(picked, chosenCount));
  }

  int count() {
    return count;
  }

  /// Rows that a reader has passed when it has read these.
  int end() {
    return spans.end();
  }

  /// Reads these rows of a column; the caller owns the result.
  Column read(ColumnReader reader, BufferAllocator allocator) {
    var covered = reader.read(spans);
    if (covered.rows() == count) {
      return covered;
    }
    try (covered) {
      return Gather.rows(covered, places, count, allocator);
    }
  }
}
