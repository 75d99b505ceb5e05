package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.type.Type;
import java.util.List;

/// An aggregate with its types settled.
///
/// @param name lower-case name in the registry
/// @param parameterTypes what the arguments must be cast to; the same as the given types where no
///   cast is needed
/// @param constants how many of the arguments, the last ones, are the same for all rows
/// @param resultType type of the final result; nullable unless the function counts
public record ResolvedAggregate(
    String name, List<Type> parameterTypes, int constants, Type resultType) {
  public ResolvedAggregate {
    parameterTypes = List.copyOf(parameterTypes);
  }

  /// How many of the arguments, the first ones, are columns.
  public int columns() {
    return parameterTypes.size() - constants;
  }

  /// Types of the arguments that are columns.
  public List<Type> columnTypes() {
    return parameterTypes.subList(0, columns());
  }
}
