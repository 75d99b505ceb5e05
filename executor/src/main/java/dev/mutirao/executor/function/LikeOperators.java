package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.Volatility;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// LIKE and ILIKE, with and without an escape. A constant pattern is cut up once.
final class LikeOperators {
  private LikeOperators() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        definition(
            "like",
            "Whether the text has the pattern: % is any text, _ one character.",
            "'mutirão' LIKE 'mu%'",
            "matches",
            "of"),
        definition(
            "ilike",
            "As like, upper and lower case alike.",
            "'Mutirão' ILIKE 'MUTIR_O'",
            "matchesIgnoringCase",
            "ignoringCase"));
  }

  private static BuiltInFunctions.Definition definition(
      String name, String description, String example, String method, String factory) {
    return new BuiltInFunctions.Definition(
        name,
        Optional.of(
            new BuiltInFunctions.About(
                List.of(), description, example, "true", Volatility.IMMUTABLE)),
        List.of(overload(name, method, factory, 1), overload(name, method, factory, 2)));
  }

  private static Overload overload(String name, String method, String factory, int prepared) {
    List<Type> parameters = Collections.nCopies(1 + prepared, Simple.VARCHAR);
    var typed = new TypedOverload.Typed(parameters, Simple.BOOLEAN);
    var bytes = Collections.nCopies(prepared, Bytes.class).toArray(Class<?>[]::new);
    var preparation =
        new Preparation(
            1, prepared, Handles.find(LikePattern.class, factory, LikePattern.class, bytes));
    var handle = Handles.find(LikeOperators.class, method);
    var implementation =
        new Implementation(
            handle,
            handle.type().parameterType(0) == TextBuffer.class,
            false,
            false,
            true,
            Optional.of(preparation));
    return new TypedOverload(
        name,
        name
            + (prepared == 1 ? "(VARCHAR, VARCHAR)" : "(VARCHAR, VARCHAR, VARCHAR)")
            + " -> BOOLEAN",
        arguments ->
            arguments.size() == 1 + prepared
                    && arguments.stream()
                        .allMatch(type -> type == Simple.VARCHAR || type == Simple.NULL)
                ? Optional.of(typed)
                : Optional.empty(),
        (types, result) ->
            types.equals(parameters) ? Optional.of(implementation) : Optional.empty());
  }

  static boolean matches(Bytes text, LikePattern pattern) {
    return pattern.matches(text);
  }

  static boolean matchesIgnoringCase(TextBuffer buffer, Bytes text, LikePattern pattern) {
    return pattern.matches(TextFunctions.lower(buffer, text));
  }
}
