package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;

/// One way to call a function: how its arguments are typed and what runs.
public interface Overload {
  /// The parameter types that `arguments` widen to, and the result type; empty when they do not.
  Optional<ResolvedFunction> resolve(List<Type> arguments);

  /// What computes the function for exactly these parameter types; empty when this overload does
  /// not take them.
  Optional<Implementation> implement(List<Type> parameters, Type result);

  /// The overload as a line of the manual, such as `round(DOUBLE, INTEGER) -> DOUBLE`.
  String signature();
}
