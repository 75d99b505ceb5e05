package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Which values are taken for another type's without being asked: numbers widen along TINYINT,
/// SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE; a DATE is a TIMESTAMP at midnight; both are
/// the instant at which the session's clocks show them; NULL is of every type.
public final class Widening {
  private static final int NOT_A_NUMBER = -1;
  private static final List<Type> CLOCKS = List.of(Simple.DATE, Simple.TIMESTAMP, Simple.INSTANT);

  private Widening() {}

  /// How far `from` is from `to`; empty when it does not widen to it.
  public static OptionalInt distance(Type from, Type to) {
    if (from == Simple.NULL || from.equals(to)) {
      return OptionalInt.of(0);
    }
    int fromRank = rank(from);
    int toRank = rank(to);
    if (fromRank != NOT_A_NUMBER && toRank >= fromRank) {
      return OptionalInt.of(toRank - fromRank);
    }
    int fromClock = CLOCKS.indexOf(from);
    int toClock = CLOCKS.indexOf(to);
    return fromClock >= 0 && toClock > fromClock
        ? OptionalInt.of(toClock - fromClock)
        : OptionalInt.empty();
  }

  /// The narrowest type that all of `types` widen to: what both sides of a comparison, the branches
  /// of a CASE and the arguments of COALESCE are cast to. Decimals get the larger scale and as many
  /// whole digits as the largest has, cut to 38 digits. NULL when all are.
  public static Optional<Type> common(List<Type> types) {
    Type common = Simple.NULL;
    for (var type : types) {
      var next = common(common, type);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      common = next.get();
    }
    return Optional.of(common);
  }

  private static Optional<Type> common(Type left, Type right) {
    if (left == Simple.NULL || left.equals(right)) {
      return Optional.of(right);
    }
    if (right == Simple.NULL) {
      return Optional.of(left);
    }
    if (left instanceof Decimal || right instanceof Decimal) {
      var leftDecimal = decimal(left);
      var rightDecimal = decimal(right);
      if (leftDecimal.isPresent() && rightDecimal.isPresent()) {
        return Optional.of(commonDecimal(leftDecimal.get(), rightDecimal.get()));
      }
    }
    if (distance(left, right).isPresent()) {
      return Optional.of(right);
    }
    return distance(right, left).isPresent() ? Optional.of(left) : Optional.empty();
  }

  static Decimal commonDecimal(Decimal left, Decimal right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    return new Decimal(Math.clamp((long) whole + scale, 1, Decimal.MAX_PRECISION), scale);
  }

  /// The decimal that holds every value of an integer type, or the decimal itself; empty for other
  /// types.
  public static Optional<Decimal> decimal(Type type) {
    return switch (type) {
      case Decimal decimal -> Optional.of(decimal);
      case Simple simple ->
          switch (simple) {
            case TINYINT -> Optional.of(new Decimal(3, 0));
            case SMALLINT -> Optional.of(new Decimal(5, 0));
            case INTEGER -> Optional.of(new Decimal(10, 0));
            case BIGINT -> Optional.of(new Decimal(19, 0));
            case BOOLEAN,
                REAL,
                DOUBLE,
                VARCHAR,
                VARBINARY,
                DATE,
                TIME,
                TIMESTAMP,
                INSTANT,
                INTERVAL_MONTHS,
                INTERVAL_MICROS,
                NULL ->
                Optional.empty();
          };
    };
  }

  static boolean isNumber(Type type) {
    return rank(type) != NOT_A_NUMBER;
  }

  private static int rank(Type type) {
    return switch (type) {
      case Decimal ignored -> 4;
      case Simple simple ->
          switch (simple) {
            case TINYINT -> 0;
            case SMALLINT -> 1;
            case INTEGER -> 2;
            case BIGINT -> 3;
            case REAL -> 5;
            case DOUBLE -> 6;
            case BOOLEAN,
                VARCHAR,
                VARBINARY,
                DATE,
                TIME,
                TIMESTAMP,
                INSTANT,
                INTERVAL_MONTHS,
                INTERVAL_MICROS,
                NULL ->
                NOT_A_NUMBER;
          };
    };
  }
}
