package dev.mutirao.executor.plan;

import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.OptionalInt;

/// One aggregate of an {@link PlanNode.Aggregate}.
///
/// @param function lower-case name in the registry of aggregates; `count` without arguments counts
///   rows
/// @param arguments input columns; in the FINAL phase the columns that hold the partial state
/// @param argumentTypes types of the original arguments, in every phase: they choose the
///   implementation
/// @param distinct whether equal arguments count once; only in the SINGLE phase
/// @param filter BOOLEAN input column that must be true for a row to count; not in the FINAL phase
/// @param type type of the final result
public record AggregateCall(
    String function,
    List<Integer> arguments,
    List<Type> argumentTypes,
    boolean distinct,
    OptionalInt filter,
    Type type) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    argumentTypes = List.copyOf(argumentTypes);
  }
}
