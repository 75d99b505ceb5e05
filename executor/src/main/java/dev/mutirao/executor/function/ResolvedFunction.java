package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Type;
import java.util.List;

/// An overload chosen for argument types: the caller casts each argument to `parameterTypes` (as
/// many as there are arguments) and gets `resultType`.
///
/// @param name the function's own name, an alias resolved
public record ResolvedFunction(String name, List<Type> parameterTypes, Type resultType) {
  public ResolvedFunction {
    parameterTypes = List.copyOf(parameterTypes);
  }
}
