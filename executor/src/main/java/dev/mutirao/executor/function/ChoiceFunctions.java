package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.Volatility;
import dev.mutirao.connectors.type.Type;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Functions that give one of their arguments, of any type. The planner makes lazy forms of
/// coalesce, ifnull and if, which compute no more arguments than they need.
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
                    arguments -> arguments.size() == 2 ? sameType(arguments) : Optional.empty(),
                    (parameters, result) -> implement("nullIf", parameters, result)))),
        extreme(
            "coalesce",
            "The first argument that is not NULL; those after it are not computed.",
            "coalesce(NULL, 2, 1 / 0)",
            "2"),
        new BuiltInFunctions.Definition(
            "ifnull",
            about(
                List.of("nvl"),
                "The first of two arguments that is not NULL.",
                "ifnull(NULL, 2)",
                "2"),
            List.of(
                new TypedOverload(
                    "ifnull",
                    "ifnull(T, T) -> T",
                    arguments -> arguments.size() == 2 ? sameType(arguments) : Optional.empty(),
                    (parameters, result) -> implement("coalesce", parameters, result)))),
        new BuiltInFunctions.Definition(
            "if",
            about(
                List.of("iif"),
                "The second argument where the first is true, else the third; only that is computed.",
                "if(1 < 2, 'yes', 'no')",
                "yes"),
            List.of(
                new TypedOverload(
                    "if",
                    "if(BOOLEAN, T, T) -> T",
                    ChoiceFunctions::condition,
                    ChoiceFunctions::choice))));
  }

  private static Optional<TypedOverload.Typed> condition(List<Type> arguments) {
    if (arguments.size() != 3
        || Widening.distance(arguments.getFirst(), Type.Simple.BOOLEAN).isEmpty()) {
      return Optional.empty();
    }
    return Widening.common(arguments.subList(1, 3))
        .map(common ->
            new TypedOverload.Typed(List.of(Type.Simple.BOOLEAN, common, common), common));
  }

  private static Optional<Implementation> choice(List<Type> parameters, Type result) {
    if (parameters.size() != 3
        || parameters.getFirst() != Type.Simple.BOOLEAN
        || !parameters.subList(1, 3).stream().allMatch(result::equals)) {
      return Optional.empty();
    }
    var boxed = JavaType.boxed(result.layout());
    var handle =
        Handles.find(
            ChoiceFunctions.class,
            "choose",
            Object.class,
            Boolean.class,
            Object.class,
            Object.class);
    return Optional.of(
        new Implementation(
            handle.asType(handle.type().changeReturnType(boxed)),
            false,
            true,
            true,
            false,
            Optional.empty()));
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
    return about(List.of(), description, example, result);
  }

  private static Optional<BuiltInFunctions.About> about(
      List<String> aliases, String description, String example, String result) {
    return Optional.of(
        new BuiltInFunctions.About(aliases, description, example, result, Volatility.IMMUTABLE));
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
    var boxed = JavaType.boxed(result.layout());
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
      if (value != null) {
        best = best == null ? value : Extremes.greater(best, value);
      }
    }
    return best;
  }

  static @Nullable Object least(@Nullable Object[] values) {
    Object best = null;
    for (var value : values) {
      if (value != null) {
        best = best == null ? value : Extremes.lesser(best, value);
      }
    }
    return best;
  }

  static @Nullable Object nullIf(@Nullable Object value, @Nullable Object other) {
    return value != null && other != null && Comparisons.compare(value, other) == 0 ? null : value;
  }

  static @Nullable Object coalesce(@Nullable Object[] values) {
    for (var value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  static @Nullable Object choose(
      @Nullable Boolean condition, @Nullable Object then, @Nullable Object otherwise) {
    return condition != null && condition ? then : otherwise;
  }
}
