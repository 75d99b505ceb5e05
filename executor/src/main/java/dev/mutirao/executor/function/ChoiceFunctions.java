package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.Volatility;
import dev.mutirao.connectors.type.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// greatest, least and nullif: functions that give one of their arguments, of any type that has an
/// order.
final class ChoiceFunctions {
  private ChoiceFunctions() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        extreme("greatest", "The greatest argument; NULLs are left out.", "greatest(1, 3, 2)", "3"),
        extreme("least", "The least argument; NULLs are left out.", "least('b', 'a', NULL)", "a"),
        new BuiltInFunctions.Definition(
            "nullif",
            about("NULL when both arguments are equal, else the first.", "nullif(5, 5)", ""),
            List.of(
                new TypedOverload(
                    "nullif",
                    "nullif(T, T) -> T",
                    ChoiceFunctions::sameType,
                    (parameters, result) ->
                        parameters.size() == 2
                            ? implement("nullIf", parameters, result)
                            : Optional.empty()))));
  }

  private static BuiltInFunctions.Definition extreme(
      String name, String description, String example, String result) {
    return new BuiltInFunctions.Definition(
        name,
        about(description, example, result),
        List.of(
            new TypedOverload(
                name,
                name + "(T...) -> T",
                ChoiceFunctions::sameType,
                (parameters, type) -> implement(name, parameters, type))));
  }

  private static Optional<BuiltInFunctions.About> about(
      String description, String example, String result) {
    return Optional.of(
        new BuiltInFunctions.About(List.of(), description, example, result, Volatility.IMMUTABLE));
  }

  private static Optional<TypedOverload.Typed> sameType(List<Type> arguments) {
    return arguments.isEmpty()
        ? Optional.empty()
        : Widening.common(arguments)
            .map(common ->
                new TypedOverload.Typed(Collections.nCopies(arguments.size(), common), common));
  }

  private static Optional<Implementation> implement(
      String method, List<Type> parameters, Type result) {
    if (!parameters.stream().allMatch(result::equals)) {
      return Optional.empty();
    }
    MethodHandle handle = Handles.find(ChoiceFunctions.class, method);
    if (handle.isVarargsCollector() || handle.type().parameterType(0).isArray()) {
      handle = handle.asCollector(Object[].class, parameters.size());
    }
    var boxed = MethodType.methodType(JavaType.of(result.layout())).wrap().returnType();
    return Optional.of(
        new Implementation(
            handle.asType(handle.type().changeReturnType(boxed)),
            false,
            true,
            true,
            false,
            Optional.empty()));
  }

  static @Nullable Object greatest(@Nullable Object[] values) {
    Object best = null;
    for (var value : values) {
      if (value != null && (best == null || Comparisons.compare(value, best) > 0)) {
        best = value;
      }
    }
    return best;
  }

  static @Nullable Object least(@Nullable Object[] values) {
    Object best = null;
    for (var value : values) {
      if (value != null && (best == null || Comparisons.compare(value, best) < 0)) {
        best = value;
      }
    }
    return best;
  }

  static @Nullable Object nullIf(@Nullable Object value, @Nullable Object other) {
    return value != null && other != null && Comparisons.compare(value, other) == 0 ? null : value;
  }
}
