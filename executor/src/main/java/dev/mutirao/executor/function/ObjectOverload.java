package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;

/// One way to call a function whose rows are given to users' objects.
///
/// @param <M> what is called on the objects: {@link AggregateMethods} or {@link StatefulMethods}
public interface ObjectOverload<M> {
  /// The parameter types that `arguments` widen to, and the result type; empty when they do not.
  Optional<ResolvedFunction> resolve(List<Type> arguments);

  /// What computes it for exactly these parameter types; empty when this overload does not take
  /// them.
  Optional<M> implement(List<Type> parameters, Type result);
}
