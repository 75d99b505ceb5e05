package dev.mutirao.server.boundary;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A way to call a function with types settled.
///
/// @param result what the function says that it gives; empty where that depends on the arguments
record Signature(List<Type> parameters, Optional<Type> result) {
  private static final Pattern LINE =
      Pattern.compile("(?<name>\\S+?)\\((?<parameters>.*)\\) -> (?<result>.+)");
  private static final Pattern COMMA = Pattern.compile(", ");
  private static final Pattern NUMBERS = Pattern.compile("DECIMAL\\((\\d+), (\\d+)\\)");
  private static final String ANY = "T";
  private static final String MORE = "...";
  private static final String DECIMAL = "DECIMAL";

  /// How often what may be repeated is.
  private static final int REPETITIONS = 3;

  Signature {
    parameters = List.copyOf(parameters);
  }

  /// The signatures that a line of the manual stands for: one for every type that `T` can be, and
  /// for some decimals.
  static List<Signature> of(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no signature: " + line);
    }
    var parameters = parameters(parts.group("parameters"));
    var result = parts.group("result");
    return choices(parameters)
        .map(chosen ->
            new Signature(
                parameters.stream().map(name -> type(name, chosen).orElse(chosen)).toList(),
                result.equals(ANY) ? Optional.of(chosen) : type(result, chosen)))
        .toList();
  }

  /// The types that replace `T`, or DECIMAL.
  private static Stream<Type> choices(List<String> parameters) {
    if (parameters.contains(ANY)) {
      return Constants.tried().stream();
    }
    return parameters.contains(DECIMAL) ? Constants.decimals().stream() : Stream.of(Simple.NULL);
  }

  /// Names of types, repeated where the line says that they may be: `T, ...` repeats the last two.
  private static List<String> parameters(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    var names = new ArrayList<>(COMMA.splitAsStream(text).toList());
    if (names.getLast().equals(MORE)) {
      names.removeLast();
      var pair = List.copyOf(names.subList(names.size() - 2, names.size()));
      names.addAll(pair);
    } else if (names.getLast().endsWith(MORE)) {
      var repeated = names.removeLast().replace(MORE, "");
      names.addAll(Collections.nCopies(REPETITIONS, repeated));
    }
    return names;
  }

  /// The type of this name; empty for `T` and DECIMAL without digits.
  private static Optional<Type> type(String name, Type chosen) {
    var numbers = NUMBERS.matcher(name);
    if (numbers.matches()) {
      return Optional.of(
          new Decimal(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))));
    }
    return Arrays.stream(Simple.values())
        .filter(type -> type.sql().equals(name))
        .map(Type.class::cast)
        .findFirst()
        .or(() -> {
          if (!name.equals(ANY) && !name.equals(DECIMAL)) {
            throw new IllegalArgumentException("no type: " + name + " for " + chosen);
          }
          return Optional.empty();
        });
  }
}
