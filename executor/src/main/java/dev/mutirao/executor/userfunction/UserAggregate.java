package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.AggregateMethods;
import dev.mutirao.executor.function.ObjectOverload;
import dev.mutirao.executor.function.ResolvedFunction;
import dev.mutirao.executor.function.StateCodec;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// A user's class of states with one of its `add` methods, as an aggregate.
///
/// @param name as plans call it
/// @param merging `(Object, Object) -> void`
/// @param codec empty when states do not travel
record UserAggregate(
    String name,
    MethodHandle creation,
    InstanceMethod add,
    MethodHandle merging,
    InstanceMethod result,
    Optional<StateCodec> codec,
    StateSize size,
    boolean deterministic)
    implements Declared, ObjectOverload<AggregateMethods> {
  @Override
  public Optional<ResolvedFunction> resolve(List<Type> arguments) {
    return Parameter.taken(add.parameters(), arguments)
        .map(types -> new ResolvedFunction(name, types, resultType()));
  }

  @Override
  public Optional<AggregateMethods> implement(List<Type> types, Type result) {
    return result.equals(resultType()) && Parameter.take(add.parameters(), types)
        ? Optional.of(
            new AggregateMethods(
                creation,
                add.implement(types),
                merging,
                this.result.implement(List.of()),
                codec,
                size))
        : Optional.empty();
  }

  /// Whether some rows of a group need not be added because of a NULL.
  boolean skipsNulls() {
    return !add.parameters().isEmpty() && !add.parameters().getFirst().seesNull();
  }

  private Type resultType() {
    return result.result().orElseThrow().type();
  }

  @Override
  public String signature() {
    return Parameter.signature(add.function(), add.parameters()) + " -> " + resultType().sql();
  }

  @Override
  public String parameterTypes() {
    return Parameter.signature("", add.parameters());
  }
}
