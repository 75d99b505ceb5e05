package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.ObjectOverload;
import dev.mutirao.executor.function.ResolvedFunction;
import dev.mutirao.executor.function.StatefulMethods;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// A user's class with one of its `next` methods, as a function that remembers the rows before.
///
/// @param name as plans call it
record UserStateful(String name, MethodHandle creation, InstanceMethod next, boolean deterministic)
    implements Declared, ObjectOverload<StatefulMethods> {
  @Override
  public Optional<ResolvedFunction> resolve(List<Type> arguments) {
    return Parameter.taken(next.parameters(), arguments)
        .map(types -> new ResolvedFunction(name, types, resultType()));
  }

  @Override
  public Optional<StatefulMethods> implement(List<Type> types, Type result) {
    return result.equals(resultType()) && Parameter.take(next.parameters(), types)
        ? Optional.of(new StatefulMethods(creation, next.implement(types)))
        : Optional.empty();
  }

  private Type resultType() {
    return next.result().orElseThrow().type();
  }

  @Override
  public String signature() {
    return Parameter.signature(next.function(), next.parameters())
        + " OVER (... ORDER BY ...) -> "
        + resultType().sql();
  }

  @Override
  public String parameterTypes() {
    return Parameter.signature("", next.parameters());
  }
}
