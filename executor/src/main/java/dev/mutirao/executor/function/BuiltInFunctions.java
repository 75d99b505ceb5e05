package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.Volatility;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The families of functions. A new family of annotated methods is a line in {@link #ANNOTATED};
/// functions whose types must be computed (decimals, any two comparable values) are {@link
/// Definition}s, a line in {@link #computed}.
final class BuiltInFunctions {
  private static final List<Class<?>> ANNOTATED =
      List.of(
          IntegerArithmetic.class,
          FloatArithmetic.class,
          ClockArithmetic.class,
          LogicFunctions.class,
          MathFunctions.class,
          TextFunctions.class,
          TextBuilding.class,
          TrimFunctions.class,
          ClockFunctions.class);

  private BuiltInFunctions() {}

  /// What users read about a name.
  record About(
      List<String> aliases,
      String description,
      String example,
      String result,
      Volatility volatility) {}

  /// Overloads under a name; one of the definitions of a name says what it is about.
  record Definition(String name, Optional<About> about, List<Overload> overloads) {}

  static Collection<FunctionRegistry.Function> all() {
    Map<String, List<Definition>> byName = new LinkedHashMap<>();
    Stream.concat(ANNOTATED.stream().flatMap(family -> annotated(family).stream()), computed())
        .forEach(definition ->
            byName.computeIfAbsent(definition.name(), name -> new ArrayList<>()).add(definition));
    return byName.entrySet().stream()
        .map(entry -> function(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Definition> computed() {
    return Stream.of(
            DecimalOperators.functions(),
            DecimalRounding.functions(),
            Comparisons.functions(),
            LikeOperators.functions(),
            ChoiceFunctions.functions())
        .flatMap(List::stream);
  }

  /// The annotated methods of a class.
  private static List<Definition> annotated(Class<?> family) {
    var lookup = MethodHandles.lookup();
    return Arrays.stream(family.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(ScalarFunction.class))
        .map(method -> {
          var annotation = method.getAnnotation(ScalarFunction.class);
          return new Definition(
              annotation.value(),
              about(annotation),
              List.of(new AnnotatedOverload(method, lookup)));
        })
        .sorted(
            java.util.Comparator.comparing(
                definition -> definition.overloads().getFirst().signature()))
        .toList();
  }

  private static Optional<About> about(ScalarFunction annotation) {
    return annotation.description().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new About(
                List.of(annotation.aliases()),
                annotation.description(),
                annotation.example(),
                annotation.result(),
                annotation.volatility()));
  }

  private static FunctionRegistry.Function function(String name, List<Definition> definitions) {
    var overloads =
        definitions.stream().flatMap(definition -> definition.overloads().stream()).toList();
    var about =
        definitions.stream()
            .flatMap(definition -> definition.about().stream())
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("function " + name + " has no description"));
    return new FunctionRegistry.Function(
        new FunctionDescription(
            name,
            about.aliases(),
            overloads.stream().map(Overload::signature).toList(),
            about.description(),
            about.example(),
            about.result(),
            about.volatility()),
        overloads);
  }
}
