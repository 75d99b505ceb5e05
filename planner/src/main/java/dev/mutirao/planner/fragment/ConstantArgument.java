package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.ResolvedAggregate;
import java.util.Optional;

/// Checks arguments of aggregates that must be the same for all rows.
final class ConstantArgument {
  private ConstantArgument() {}

  /// @param index which argument it is
  /// @param value nothing when it depends on rows
  static Literal of(ResolvedAggregate aggregate, int index, Optional<Literal> value) {
    boolean isFraction = aggregate.parameterTypes().get(index) == Type.Simple.DOUBLE;
    var expected = isFraction ? "a fraction from 0 to 1" : "a constant separator";
    var literal =
        value.orElseThrow(
            () -> QueryErrors.invalidArgument(aggregate.name(), expected, "an expression"));
    if (isFraction
        && literal.value() instanceof Double fraction
        && !(fraction >= 0 && fraction <= 1)) {
      throw QueryErrors.invalidArgument(aggregate.name(), expected, String.valueOf(fraction));
    }
    return literal;
  }
}
