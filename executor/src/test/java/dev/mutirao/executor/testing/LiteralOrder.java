package dev.mutirao.executor.testing;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.plan.SortKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The order of values, written in the most obvious way.
public final class LiteralOrder {
  private LiteralOrder() {}

  public static Comparator<List<Literal>> of(List<SortKey> keys) {
    return (left, right) -> {
      for (var key : keys) {
        int order = compare(left.get(key.column()), right.get(key.column()), key);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int compare(Literal left, Literal right, SortKey key) {
    if (left.isNull() || right.isNull()) {
      if (left.isNull() && right.isNull()) {
        return 0;
      }
      return left.isNull() == key.nullsFirst() ? -1 : 1;
    }
    int order = compare(left, right);
    return key.descending() ? -order : order;
  }

  /// Compares values that are not NULL; 0 is what SQL calls equal.
  public static int compare(Literal left, Literal right) {
    return switch (left.value()) {
      case Boolean value -> Boolean.compare(value, (Boolean) right.value());
      case Long value -> Long.compare(value, (Long) right.value());
      case Double value -> Double.compare(value + 0.0, (Double) right.value() + 0.0);
      case BigInteger value -> value.compareTo((BigInteger) right.value());
      case null -> throw new IllegalArgumentException("NULL");
      default -> Arrays.compareUnsigned(left.bytes(), right.bytes());
    };
  }
}
