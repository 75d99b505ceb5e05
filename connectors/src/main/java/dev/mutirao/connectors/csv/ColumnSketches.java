package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.source.ColumnStatistics;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// How many values the columns of a table have, from pieces of all its files.
final class ColumnSketches {
  /// Of all sketches together.
  private static final int MOST_BYTES = 16 << 20;

  private final DistinctSketch[] columns;
  private int pieces;

  ColumnSketches(int columns) {
    this.columns = new DistinctSketch[columns];
    int slots =
        Integer.highestOneBit(MOST_BYTES / DistinctSketch.SLOT_BYTES / Math.max(columns, 1));
    int mostSlots = Math.clamp(slots, DistinctSketch.LEAST_SLOTS, DistinctSketch.MOST_SLOTS);
    Arrays.setAll(this.columns, column -> new DistinctSketch(mostSlots));
  }

  /// Begins a piece of neighbouring rows, whose columns are added next.
  void begin() {
    pieces++;
  }

  /// @param bytes readable for eight bytes from the beginning of each field
  void add(int column, MemorySegment bytes, Fields fields) {
    columns[column].add(bytes, fields, pieces);
  }

  /// What is known of a column of a table with so many rows, of which some were looked at.
  ColumnStatistics statistics(int column, long tableRows, long lookedAt) {
    if (lookedAt == 0) {
      return ColumnStatistics.UNKNOWN;
    }
    long values = columns[column].estimate((double) lookedAt / tableRows);
    return new ColumnStatistics(
        values == 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(values, tableRows)),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
