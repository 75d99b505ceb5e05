package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.Set;

/// The greater and the lesser of two values, and `greatest` and `least` of arguments that are never
/// NULL: strict functions for the engine itself, which run in one loop with what is around them.
public final class Extremes {
  private static final String PRESENT = "present_";
  private static final String GREATEST = "greatest";
  private static final String LEAST = "least";

  private static final Set<Layout> LAYOUTS =
      Set.of(Layout.INT32, Layout.INT64, Layout.FLOAT32, Layout.FLOAT64);

  private Extremes() {}

  /// The name under which a function runs where it never sees NULL; empty when it has no such form.
  public static Optional<String> ofPresent(String function, Type type) {
    return (function.equals(GREATEST) || function.equals(LEAST)) && LAYOUTS.contains(type.layout())
        ? Optional.of(PRESENT + function)
        : Optional.empty();
  }

  /// What computes a function of that name.
  public static Optional<Implementation> implementation(String name, int arguments, Type type) {
    return switch (name) {
      case PRESENT + GREATEST -> Optional.of(folded("greater", arguments, type));
      case PRESENT + LEAST -> Optional.of(folded("lesser", arguments, type));
      default -> Optional.empty();
    };
  }

  private static Implementation folded(String pair, int arguments, Type type) {
    var java = JavaType.of(type.layout());
    var two = Handles.find(Extremes.class, pair, java, java, java);
    MethodHandle all = MethodHandles.identity(java);
    for (int i = 1; i < arguments; i++) {
      all = MethodHandles.collectArguments(two, 0, all);
    }
    return Implementation.strict(all, false);
  }

  static Object greater(Object a, Object b) {
    return switch (a) {
      case Double one -> greater(one.doubleValue(), ((Double) b).doubleValue());
      case Float one -> greater(one.floatValue(), ((Float) b).floatValue());
      default -> Comparisons.compare(b, a) > 0 ? b : a;
    };
  }

  static Object lesser(Object a, Object b) {
    return switch (a) {
      case Double one -> lesser(one.doubleValue(), ((Double) b).doubleValue());
      case Float one -> lesser(one.floatValue(), ((Float) b).floatValue());
      default -> Comparisons.compare(b, a) < 0 ? b : a;
    };
  }

  static int greater(int a, int b) {
    return Math.max(a, b);
  }

  static int lesser(int a, int b) {
    return Math.min(a, b);
  }

  static long greater(long a, long b) {
    return Math.max(a, b);
  }

  static long lesser(long a, long b) {
    return Math.min(a, b);
  }

  /// NaN is greater than every number; of the zeros, which are equal, 0 rather than -0.
  static float greater(float a, float b) {
    return Math.max(a, b);
  }

  static float lesser(float a, float b) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b);
  }

  static double greater(double a, double b) {
    return Math.max(a, b);
  }

  static double lesser(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }
}
