package dev.mutirao.connectors.file;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.type.Literal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Predicates over a column that has one value in all rows.
public final class ConstantPredicate {
  private ConstantPredicate() {}

  /// Whether the predicate is true of `value`; comparing NULL is not true.
  public static boolean holds(ColumnPredicate predicate, Literal value) {
    return switch (predicate) {
      case ColumnPredicate.IsNull ignored -> value.isNull();
      case ColumnPredicate.IsNotNull ignored -> !value.isNull();
      case ColumnPredicate.In in ->
          !value.isNull() && in.values().stream().anyMatch(v -> compare(value, v) == 0);
      case ColumnPredicate.StartsWith starts ->
          !value.isNull() && startsWith(value.bytes(), starts.prefix().bytes());
      case ColumnPredicate.Comparison comparison ->
          !value.isNull() && holds(comparison.operator(), compare(value, comparison.value()));
    };
  }

  private static boolean holds(ColumnPredicate.Operator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /// Orders two values of the same type that are not NULL as SQL does: text by its UTF-8 bytes, NaN
  /// last, -0 as 0.
  public static int compare(Literal left, Literal right) {
    var other = Objects.requireNonNull(right.value(), "right");
    return switch (Objects.requireNonNull(left.value(), "left")) {
      case Boolean value -> value.compareTo((Boolean) other);
      case Long value -> value.compareTo((Long) other);
      case Double value -> Double.compare(value + 0.0, (Double) other + 0.0);
      case BigInteger value -> value.compareTo((BigInteger) other);
      case String value ->
          Arrays.compareUnsigned(
              value.getBytes(StandardCharsets.UTF_8),
              ((String) other).getBytes(StandardCharsets.UTF_8));
      default -> Arrays.compareUnsigned(left.bytes(), right.bytes());
    };
  }
}
