package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.Volatility;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The families of functions. A new class of annotated methods is a line in {@link #ANNOTATED};
/// functions whose types must be computed (decimals, any two comparable values) are {@link
/// Definition}s, a line in {@link #computed}.
final class BuiltInFunctions {
  private static final Map<FunctionFamily, List<Class<?>>> ANNOTATED =
      new EnumMap<>(
          Map.of(
              FunctionFamily.OPERATORS,
              List.of(
                  IntegerArithmetic.class,
                  FloatArithmetic.class,
                  ClockArithmetic.class,
                  LogicFunctions.class),
              FunctionFamily.MATHEMATICS,
              List.of(
                  MathFunctions.class,
                  Trigonometry.class,
                  DegreeTrigonometry.class,
                  WholeNumbers.class),
              FunctionFamily.BITS,
              List.of(BitFunctions.class),
              FunctionFamily.TEXT,
              List.of(
                  TextFunctions.class,
                  TextBuilding.class,
                  TextShaping.class,
                  TextDistances.class,
                  Quoting.class,
                  TrimFunctions.class),
              FunctionFamily.PATTERNS,
              List.of(RegexFunctions.class),
              FunctionFamily.ENCODINGS,
              List.of(Digests.class, Encodings.class),
              FunctionFamily.DATES,
              List.of(
                  ClockFunctions.class,
                  ClockFields.class,
                  Ages.class,
                  ClockDifferences.class,
                  ClockMaking.class,
                  IntervalMaking.class),
              FunctionFamily.FORMATS,
              List.of(ClockFormats.class, NumberFormats.class),
              FunctionFamily.RANDOM,
              List.of(RandomFunctions.class, RandomCounts.class, RandomPoints.class)));

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

  private record Member(FunctionFamily family, Definition definition) {
    String name() {
      return definition.name();
    }
  }

  static Collection<FunctionRegistry.Function> all() {
    Map<String, List<Member>> byName = new LinkedHashMap<>();
    Stream.concat(annotated(), computed())
        .forEach(each -> byName.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each));
    return byName.entrySet().stream()
        .map(entry -> function(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Member> annotated() {
    return ANNOTATED.entrySet().stream()
        .flatMap(family ->
            family.getValue().stream()
                .flatMap(each -> annotated(each).stream())
                .map(definition -> new Member(family.getKey(), definition)));
  }

  private static Stream<Member> computed() {
    return Stream.of(
            members(FunctionFamily.OPERATORS, DecimalOperators.functions()),
            members(FunctionFamily.MATHEMATICS, DecimalRounding.functions()),
            members(FunctionFamily.OPERATORS, Comparisons.functions()),
            members(FunctionFamily.PATTERNS, LikeOperators.functions()),
            members(FunctionFamily.RANDOM, RandomChoices.functions()),
            members(FunctionFamily.CHOICES, ChoiceFunctions.functions()),
            members(FunctionFamily.CHOICES, TypeNames.functions()),
            members(FunctionFamily.FORMATS, DecimalFormats.functions()))
        .flatMap(members -> members);
  }

  private static Stream<Member> members(FunctionFamily family, List<Definition> definitions) {
    return definitions.stream().map(definition -> new Member(family, definition));
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

  private static FunctionRegistry.Function function(String name, List<Member> members) {
    var overloads =
        members.stream().flatMap(member -> member.definition().overloads().stream()).toList();
    var about =
        members.stream()
            .flatMap(member -> member.definition().about().stream())
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("function " + name + " has no description"));
    return new FunctionRegistry.Function(
        new FunctionDescription(
            name,
            members.getFirst().family(),
            about.aliases(),
            overloads.stream().map(Overload::signature).toList(),
            about.description(),
            about.example(),
            about.result(),
            about.volatility()),
        overloads);
  }
}
