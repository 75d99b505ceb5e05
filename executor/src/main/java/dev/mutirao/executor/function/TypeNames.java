package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.Volatility;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// typeof: the type of an argument, whatever its value.
final class TypeNames {
  private TypeNames() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        new BuiltInFunctions.Definition(
            "typeof",
            Optional.of(
                new BuiltInFunctions.About(
                    List.of("pg_typeof"),
                    "The name of the value's type.",
                    "typeof(1.5)",
                    "DECIMAL(2, 1)",
                    Volatility.IMMUTABLE)),
            List.of(
                new TypedOverload(
                    "typeof",
                    "typeof(T) -> VARCHAR",
                    arguments ->
                        arguments.size() == 1
                            ? Optional.of(new TypedOverload.Typed(arguments, Simple.VARCHAR))
                            : Optional.empty(),
                    (parameters, result) ->
                        parameters.size() == 1
                            ? Optional.of(implementation(parameters.getFirst()))
                            : Optional.empty()))));
  }

  private static Implementation implementation(Type type) {
    var handle =
        MethodHandles.insertArguments(
            Handles.find(TypeNames.class, "name"), 1, KeptBytes.of(type.sql()));
    return new Implementation(handle, false, false, true, false, Optional.empty());
  }

  static Bytes name(@Nullable Object value, Bytes name) {
    return name;
  }
}
