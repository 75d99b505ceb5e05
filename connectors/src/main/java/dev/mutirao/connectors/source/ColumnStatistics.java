package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Literal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of one column; empty where nothing is. `min` and `max` have the column's type.
///
/// @param values every value of the column, NULL too, where the source can list them as it can
///   those of partition columns; empty where it cannot
public record ColumnStatistics(
    OptionalLong distinctValues,
    OptionalLong nulls,
    Optional<Literal> min,
    Optional<Literal> max,
    List<Literal> values) {
  public static final ColumnStatistics UNKNOWN =
      new ColumnStatistics(
          OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

  public ColumnStatistics {
    values = List.copyOf(values);
  }

  /// Of a column whose values cannot be listed.
  public ColumnStatistics(
      OptionalLong distinctValues,
      OptionalLong nulls,
      Optional<Literal> min,
      Optional<Literal> max) {
    this(distinctValues, nulls, min, max, List.of());
  }
}
