package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.type.Type;
import java.util.List;

/// An aggregate with its types settled.
///
/// @param name lower-case name in the registry
/// @param parameterTypes what the arguments must be cast to; the same as the given types where no
///   cast is needed
/// @param resultType type of the final result; nullable unless the function counts
public record ResolvedAggregate(String name, List<Type> parameterTypes, Type resultType) {
  public ResolvedAggregate {
    parameterTypes = List.copyOf(parameterTypes);
  }
}
