package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.ConstantPredicate;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of the values of one column in a row group or a page. Texts are bounded by bytes,
/// because a bound may have been cut inside a character.
///
/// @param min no value is less; empty when unknown
/// @param max no value is greater; empty when unknown, also when there may be NaN, the greatest
///   number
/// @param nulls how many values are NULL
/// @param rows how many values there are, NULLs counted
record Bounds(Optional<Literal> min, Optional<Literal> max, OptionalLong nulls, long rows) {
  /// Whether rows that meet the predicate are possible.
  boolean mayMatch(ColumnPredicate predicate) {
    boolean allNull = nulls.isPresent() && nulls.getAsLong() == rows;
    return switch (predicate) {
      case ColumnPredicate.IsNull ignored -> nulls.isEmpty() || nulls.getAsLong() > 0;
      case ColumnPredicate.IsNotNull ignored -> !allNull;
      case ColumnPredicate.In in -> !allNull && in.values().stream().anyMatch(this::mayEqual);
      case ColumnPredicate.StartsWith starts -> !allNull && mayStartWith(starts.prefix().bytes());
      case ColumnPredicate.Comparison comparison ->
          !allNull && mayCompare(comparison.operator(), comparison.value());
    };
  }

  private boolean mayCompare(ColumnPredicate.Operator operator, Literal value) {
    return switch (operator) {
      case EQUAL -> mayEqual(value);
      case NOT_EQUAL ->
          min.isEmpty()
              || max.isEmpty()
              || compare(min.get(), value) != 0
              || compare(max.get(), value) != 0;
      case LESS -> min.isEmpty() || compare(min.get(), value) < 0;
      case LESS_OR_EQUAL -> min.isEmpty() || compare(min.get(), value) <= 0;
      case GREATER -> max.isEmpty() || compare(max.get(), value) > 0;
      case GREATER_OR_EQUAL -> max.isEmpty() || compare(max.get(), value) >= 0;
    };
  }

  private boolean mayEqual(Literal value) {
    boolean below = min.isPresent() && compare(value, min.get()) < 0;
    boolean above = max.isPresent() && compare(value, max.get()) > 0;
    return !below && !above;
  }

  private boolean mayStartWith(byte[] prefix) {
    if (max.isPresent() && Arrays.compareUnsigned(max.get().bytes(), prefix) < 0) {
      return false;
    }
    if (min.isEmpty()) {
      return true;
    }
    var least = min.get().bytes();
    return Arrays.compareUnsigned(
            Arrays.copyOf(least, Math.min(least.length, prefix.length)), prefix)
        <= 0;
  }

  private static int compare(Literal left, Literal right) {
    return ConstantPredicate.compare(asBytes(left), asBytes(right));
  }

  private static Literal asBytes(Literal literal) {
    return literal.value() instanceof String
        ? new Literal(Type.Simple.VARBINARY, new Binary(literal.bytes()))
        : literal;
  }
}
