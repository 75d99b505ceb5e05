package dev.mutirao.connectors.source;

import java.util.List;
import java.util.OptionalLong;

/// Size figures for the optimiser. `columns` is parallel to the table's schema, or empty when
/// nothing is known.
///
/// @param rows number of rows, exact or estimated
/// @param exact whether `rows` and the columns' bounds are facts rather than estimates
/// @param bytes size of the stored data
public record TableStatistics(
    OptionalLong rows, boolean exact, OptionalLong bytes, List<ColumnStatistics> columns) {
  public static final TableStatistics UNKNOWN =
      new TableStatistics(OptionalLong.empty(), false, OptionalLong.empty(), List.of());

  public TableStatistics {
    columns = List.copyOf(columns);
  }
}
