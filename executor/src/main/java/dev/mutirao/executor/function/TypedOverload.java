package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;

/// An overload whose parameter and result types are computed from those of the arguments.
record TypedOverload(String name, String signature, Typing typing, Body body) implements Overload {
  /// Types the arguments; empty when they do not fit.
  @FunctionalInterface
  interface Typing {
    Optional<Typed> type(List<Type> arguments);
  }

  /// Gives what computes exactly these types; empty when this overload does not take them.
  @FunctionalInterface
  interface Body {
    Optional<Implementation> implement(List<Type> parameters, Type result);
  }

  /// Types of parameters and result.
  record Typed(List<Type> parameters, Type result) {}

  @Override
  public Optional<ResolvedFunction> resolve(List<Type> arguments) {
    return typing
        .type(arguments)
        .map(typed -> new ResolvedFunction(name, typed.parameters(), typed.result()));
  }

  @Override
  public Optional<Implementation> implement(List<Type> parameters, Type result) {
    return body.implement(parameters, result);
  }
}
