package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The list of families: a new file of functions is added here.
final class BuiltInFunctions {
  private static final List<Class<?>> FAMILIES = List.of(ArithmeticOperators.class);

  private BuiltInFunctions() {}

  static Collection<FunctionRegistry.Function> all() {
    Map<String, List<Method>> methods = new LinkedHashMap<>();
    for (var family : FAMILIES) {
      Arrays.stream(family.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(ScalarFunction.class))
          .sorted(Comparator.comparing(Method::toString))
          .forEach(method ->
              methods
                  .computeIfAbsent(
                      method.getAnnotation(ScalarFunction.class).value(), name -> new ArrayList<>())
                  .add(method));
    }
    return methods.entrySet().stream()
        .map(entry -> function(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static FunctionRegistry.Function function(String name, List<Method> methods) {
    var lookup = MethodHandles.lookup();
    var overloads = new ArrayList<Overload>();
    methods.forEach(method -> overloads.add(new AnnotatedOverload(method, lookup)));
    var about =
        methods.stream()
            .map(method -> method.getAnnotation(ScalarFunction.class))
            .filter(annotation -> !annotation.description().isEmpty())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name + " has no description"));
    return new FunctionRegistry.Function(
        new FunctionDescription(
            name,
            List.of(about.aliases()),
            overloads.stream().map(Overload::signature).toList(),
            about.description(),
            about.example(),
            about.result(),
            about.volatility()),
        overloads);
  }
}
