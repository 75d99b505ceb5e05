package dev.mutirao.executor.plan;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.OptionalInt;

/// One aggregate of an {@link PlanNode.Aggregate}.
///
/// @param function lower-case name in the registry of aggregates; `count` without arguments counts
///   rows
/// @param arguments input columns; where states come in, the columns that hold the partial state
/// @param argumentTypes types of the original arguments, in every phase: they choose the
///   implementation
/// @param constants arguments that are the same for all rows, such as the fraction of a quantile
/// @param orderBy in which order the rows are taken in; its columns are places in `argumentTypes`,
///   the last ones
/// @param distinct whether equal arguments count once; only in the SINGLE phase
/// @param filter BOOLEAN input column that must be true for a row to count; not where states come
///   in
/// @param type type of the final result
public record AggregateCall(
    String function,
    List<Integer> arguments,
    List<Type> argumentTypes,
    List<Literal> constants,
    List<SortKey> orderBy,
    boolean distinct,
    OptionalInt filter,
    Type type) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    argumentTypes = List.copyOf(argumentTypes);
    constants = List.copyOf(constants);
    orderBy = List.copyOf(orderBy);
  }

  /// A call without constants and order.
  public AggregateCall(
      String function,
      List<Integer> arguments,
      List<Type> argumentTypes,
      boolean distinct,
      OptionalInt filter,
      Type type) {
    this(function, arguments, argumentTypes, List.of(), List.of(), distinct, filter, type);
  }

  /// The same call over other columns, where equal arguments are there once and rows are filtered
  /// already.
  public AggregateCall over(List<Integer> columns) {
    return new AggregateCall(
        function, columns, argumentTypes, constants, orderBy, false, OptionalInt.empty(), type);
  }

  /// How many arguments are no sort keys.
  public int valueCount() {
    return argumentTypes.size() - orderBy.size();
  }
}
