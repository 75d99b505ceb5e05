package dev.mutirao.connectors.parquet.decode;

import java.util.Arrays;

/// Which of the next rows of a column are decoded: spans of neighbouring rows, ascending and apart.
/// Rows count from the next one on.
public final class RowSpans {
  /// Rows between two wanted ones that are decoded too, where passing over them costs more.
  private static final int SMALL_GAP = 32;

  private final int[] starts;
  private final int[] ends;
  private final int size;
  private final int rows;

  private RowSpans(int[] starts, int[] ends, int size, int rows) {
    this.starts = starts;
    this.ends = ends;
    this.size = size;
    this.rows = rows;
  }

  /// The next `rows` rows.
  public static RowSpans next(int rows) {
    return new RowSpans(new int[] {0}, new int[] {rows}, 1, rows);
  }

  /// Spans that cover the first `count` of `wanted`, which ascend, and a little around them.
  public static RowSpans covering(int[] wanted, int count) {
    var starts = new int[count];
    var ends = new int[count];
    int size = 0;
    int rows = 0;
    for (int i = 0; i < count; i++) {
      if (size > 0 && wanted[i] - ends[size - 1] <= SMALL_GAP) {
        rows += wanted[i] + 1 - ends[size - 1];
        ends[size - 1] = wanted[i] + 1;
      } else {
        starts[size] = wanted[i];
        ends[size++] = wanted[i] + 1;
        rows++;
      }
    }
    return new RowSpans(Arrays.copyOf(starts, size), Arrays.copyOf(ends, size), size, rows);
  }

  /// How many rows the spans have together.
  public int rows() {
    return rows;
  }

  /// Where the last span ends.
  public int end() {
    return size == 0 ? 0 : ends[size - 1];
  }

  int size() {
    return size;
  }

  int start(int span) {
    return starts[span];
  }

  int end(int span) {
    return ends[span];
  }

  /// The places of rows among those of the spans, which cover them.
  public int[] places(int[] wanted, int count) {
    var places = new int[count];
    int before = 0; // rows in the spans before
    int span = 0;
    for (int i = 0; i < count; i++) {
      while (wanted[i] >= ends[span]) {
        before += ends[span] - starts[span];
        span++;
      }
      places[i] = before + wanted[i] - starts[span];
    }
    return places;
  }
}
