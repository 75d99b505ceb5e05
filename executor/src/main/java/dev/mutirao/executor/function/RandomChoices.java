package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.Volatility;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.random.Discrete;
import dev.mutirao.executor.random.Draw;
import dev.mutirao.executor.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Random ones of several values of any type: pure functions of a seed, an id and a draw, which is
/// not the last argument here, since values follow.
final class RandomChoices {
  private static final String UNIFORM = "rand_choice";
  private static final String WEIGHTED = "rand_weighted_choice";

  /// Seed, id and draw.
  private static final List<Type> COUNTERS =
      List.of(Type.Simple.BIGINT, Type.Simple.BIGINT, Type.Simple.BIGINT);

  private RandomChoices() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        definition(
            UNIFORM,
            "rand_choice(BIGINT, BIGINT, BIGINT, T...) -> T",
            "One of the values after the draw, each as likely as the others, NULL among them: the one that rand_int with the same seed, id and draw counts.",
            "rand_choice(42, 7, 0, 'red', 'green', 'blue')",
            "green",
            1,
            "uniform"),
        definition(
            WEIGHTED,
            "rand_weighted_choice(BIGINT, BIGINT, BIGINT, T, DOUBLE, ...) -> T",
            "One of the values after the draw, each followed by its weight: how likely it is beside the others.",
            "rand_weighted_choice(42, 7, 0, 'won', 0.2, 'lost', 0.7, 'drawn', 0.1)",
            "lost",
            2,
            "weighted"));
  }

  /// @param step how many arguments there are for each value, the value first
  private static BuiltInFunctions.Definition definition(
      String name,
      String signature,
      String description,
      String example,
      String result,
      int step,
      String method) {
    return new BuiltInFunctions.Definition(
        name,
        Optional.of(
            new BuiltInFunctions.About(
                List.of(), description, example, result, Volatility.IMMUTABLE)),
        List.of(
            new TypedOverload(
                name,
                signature,
                arguments -> typed(arguments, step),
                (parameters, type) -> implement(parameters, type, step, method))));
  }

  private static Optional<TypedOverload.Typed> typed(List<Type> arguments, int step) {
    int first = COUNTERS.size();
    if (arguments.size() < first + step || (arguments.size() - first) % step != 0) {
      return Optional.empty();
    }
    var values = new ArrayList<Type>();
    for (int i = first; i < arguments.size(); i += step) {
      values.add(arguments.get(i));
    }
    return Widening.common(values)
        .map(common -> parameters(common, arguments.size(), step))
        .filter(parameters -> fit(arguments, parameters))
        .map(parameters -> new TypedOverload.Typed(parameters, parameters.get(first)));
  }

  private static List<Type> parameters(Type value, int count, int step) {
    var parameters = new ArrayList<>(COUNTERS);
    for (int i = COUNTERS.size(); i < count; i++) {
      parameters.add((i - COUNTERS.size()) % step == 0 ? value : Type.Simple.DOUBLE);
    }
    return parameters;
  }

  private static boolean fit(List<Type> arguments, List<Type> parameters) {
    for (int i = 0; i < arguments.size(); i++) {
      if (Widening.distance(arguments.get(i), parameters.get(i)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Implementation> implement(
      List<Type> parameters, Type result, int step, String method) {
    if (parameters.size() < COUNTERS.size() + step
        || !parameters.equals(parameters(result, parameters.size(), step))) {
      return Optional.empty();
    }
    var handle =
        Handles.find(RandomChoices.class, method)
            .asCollector(Object[].class, parameters.size() - COUNTERS.size());
    var boxed = JavaType.boxed(result.layout());
    return Optional.of(
        new Implementation(
            handle.asType(handle.type().changeReturnType(boxed)),
            false,
            true,
            true,
            true,
            Optional.empty()));
  }

  static @Nullable Object uniform(
      @Nullable Long seed, @Nullable Long id, @Nullable Long draw, @Nullable Object[] values) {
    if (seed == null || id == null || draw == null) {
      return null;
    }
    var counter = new Draw(seed, id, Parameters.draw(UNIFORM, draw));
    return values[(int) Discrete.between(counter, 0, values.length - 1L)];
  }

  /// @param pairs a value, then its weight, and so on
  static @Nullable Object weighted(
      @Nullable Long seed, @Nullable Long id, @Nullable Long draw, @Nullable Object[] pairs) {
    double total = 0;
    for (int i = 1; i < pairs.length; i += 2) {
      if (!(pairs[i] instanceof Double weight)) {
        return null;
      }
      Parameters.atLeastZero(WEIGHTED, "weight", weight);
      total += weight;
    }
    if (seed == null || id == null || draw == null) {
      return null;
    }
    if (!(total > 0 && total <= Double.MAX_VALUE)) {
      throw QueryErrors.invalidArgument(
          WEIGHTED, "weights whose sum is a number above 0", String.valueOf(total));
    }
    double rest = Philox.uniform(seed, id, Parameters.draw(WEIGHTED, draw), 0) * total;
    int chosen = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] instanceof Double weight && weight > 0 && rest >= 0) {
        chosen = i; // the last one with a weight takes what rounding leaves
        rest -= weight;
      }
    }
    return pairs[chosen];
  }
}
