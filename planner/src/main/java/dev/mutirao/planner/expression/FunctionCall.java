package dev.mutirao.planner.expression;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.ResolvedFunction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which overload a call means. Beyond what arguments widen to:
///
/// - `concat`, `format` and their kin spell values of any type;
/// - functions of wall clocks take an instant as a clock in the session's time zone shows it, and
///   then give an instant for a wall clock;
/// - any integer counts days that are added to a date.
///
/// @param function what is called
/// @param arguments the types that the arguments are cast to before they widen
/// @param type what the call gives
public record FunctionCall(ResolvedFunction function, List<Type> arguments, Type type) {
  private static final Set<String> SPELLING =
      Set.of("concat", "concat_ws", "format", "quote_literal", "quote_nullable");
  private static final Set<String> ADDITION = Set.of("+", "-");

  /// The call for arguments of these types; empty when nothing takes them.
  public static Optional<FunctionCall> resolve(
      FunctionRegistry registry, String name, List<Type> types) {
    var known = registry.resolve(name, types);
    if (known.isPresent()) {
      return known.map(function -> new FunctionCall(function, types, function.resultType()));
    }
    var taken = taken(name, types);
    return registry
        .resolve(name, taken)
        .map(function -> new FunctionCall(function, taken, result(function, types)));
  }

  private static List<Type> taken(String name, List<Type> types) {
    if (SPELLING.contains(name)) {
      return types.stream().map(type -> type == Simple.NULL ? type : Simple.VARCHAR).toList();
    }
    if (ADDITION.contains(name) && !types.contains(Simple.INSTANT)) {
      return types.stream().map(type -> type == Simple.BIGINT ? Simple.INTEGER : type).toList();
    }
    return types.stream().map(type -> type == Simple.INSTANT ? Simple.TIMESTAMP : type).toList();
  }

  private static Type result(ResolvedFunction function, List<Type> types) {
    var ofInstant = types.contains(Simple.INSTANT);
    return ofInstant && function.resultType() == Simple.TIMESTAMP
        ? Simple.INSTANT
        : function.resultType();
  }
}
