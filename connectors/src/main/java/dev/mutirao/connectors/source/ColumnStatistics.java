package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Literal;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of one column; empty where nothing is. `min` and `max` have the column's type.
public record ColumnStatistics(
    OptionalLong distinctValues, OptionalLong nulls, Optional<Literal> min, Optional<Literal> max) {
  public static final ColumnStatistics UNKNOWN =
      new ColumnStatistics(
          OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
}
