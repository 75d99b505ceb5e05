package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.Volatility;
import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Comparisons of two values of one type. NaN equals itself and is greater than every number, -0
/// equals 0, text and bytes compare by unsigned bytes, false is less than true.
final class Comparisons {
  private Comparisons() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        comparison(
            "=", "Whether both are equal.", "1 = 1.0", "true", (a, b) -> find("equal", a, b)),
        comparison(
            "<>", "Whether both differ.", "1 <> 2", "true", (a, b) -> not(find("equal", a, b))),
        comparison(
            "<", "Whether the first is less.", "'a' < 'b'", "true", (a, b) -> find("less", a, b)),
        comparison(
            "<=",
            "Whether the first is less or equal.",
            "2 <= 2",
            "true",
            (a, b) -> find("lessOrEqual", a, b)),
        comparison(
            ">",
            "Whether the first is greater.",
            "1 > 2",
            "false",
            (a, b) -> swapped(find("less", b, a))),
        comparison(
            ">=",
            "Whether the first is greater or equal.",
            "1 >= 2",
            "false",
            (a, b) -> swapped(find("lessOrEqual", b, a))),
        distinct(
            "is_distinct_from",
            "Whether both differ; NULL equals NULL.",
            "is_distinct_from(1, NULL)",
            "true",
            "areDistinct"),
        distinct(
            "is_not_distinct_from",
            "Whether both are equal; NULL equals NULL.",
            "is_not_distinct_from(1, NULL)",
            "false",
            "areNotDistinct"));
  }

  private interface Comparing {
    MethodHandle of(Layout left, Layout right);
  }

  private static BuiltInFunctions.Definition comparison(
      String name, String description, String example, String result, Comparing comparing) {
    return definition(
        name,
        description,
        example,
        result,
        (parameters, ignored) ->
            comparable(parameters)
                ? Optional.of(
                    Implementation.strict(
                        comparing.of(parameters.get(0).layout(), parameters.get(1).layout()),
                        parameters.get(0).layout() == Layout.BYTES))
                : Optional.empty());
  }

  private static BuiltInFunctions.Definition distinct(
      String name, String description, String example, String result, String method) {
    var handle = Handles.find(Comparisons.class, method);
    return definition(
        name,
        description,
        example,
        result,
        (parameters, ignored) ->
            comparable(parameters)
                ? Optional.of(
                    new Implementation(handle, false, false, true, false, Optional.empty()))
                : Optional.empty());
  }

  private static BuiltInFunctions.Definition definition(
      String name, String description, String example, String result, TypedOverload.Body body) {
    return new BuiltInFunctions.Definition(
        name,
        Optional.of(
            new BuiltInFunctions.About(
                List.of(), description, example, result, Volatility.IMMUTABLE)),
        List.of(new TypedOverload(name, name + "(T, T) -> BOOLEAN", Comparisons::typed, body)));
  }

  /// Both sides as their common type; decimals keep their precision where the scale is right
  /// already.
  static Optional<TypedOverload.Typed> typed(List<Type> arguments) {
    if (arguments.size() != 2) {
      return Optional.empty();
    }
    return Widening.common(arguments)
        .map(common -> {
          var parameters = new ArrayList<Type>();
          for (var argument : arguments) {
            boolean scaled =
                argument instanceof Decimal own
                    && common instanceof Decimal both
                    && own.scale() == both.scale();
            parameters.add(scaled ? argument : common);
          }
          return new TypedOverload.Typed(parameters, Simple.BOOLEAN);
        });
  }

  private static boolean comparable(List<Type> types) {
    if (types.size() != 2) {
      return false;
    }
    return types.get(0) instanceof Decimal left && types.get(1) instanceof Decimal right
        ? left.scale() == right.scale()
        : types.get(0).equals(types.get(1));
  }

  private static MethodHandle find(String name, Layout left, Layout right) {
    var kind = left == right ? kind(left) : Int128.class;
    var handle = Handles.find(Comparisons.class, name, boolean.class, kind, kind);
    var types = new Class<?>[] {JavaType.of(left), JavaType.of(right)};
    return Handles.widened(handle, types).asType(MethodType.methodType(boolean.class, types));
  }

  private static Class<?> kind(Layout layout) {
    return switch (layout) {
      case BIT -> boolean.class;
      case INT8, INT16, INT32 -> int.class;
      case INT64 -> long.class;
      case FLOAT32, FLOAT64 -> double.class;
      case INT128 -> Int128.class;
      case BYTES -> Bytes.class;
    };
  }

  private static MethodHandle not(MethodHandle test) {
    return MethodHandles.filterReturnValue(
        test, Handles.find(LogicFunctions.class, "not", boolean.class, boolean.class));
  }

  private static MethodHandle swapped(MethodHandle test) {
    var type = test.type();
    return MethodHandles.permuteArguments(
        test,
        MethodType.methodType(boolean.class, type.parameterType(1), type.parameterType(0)),
        1,
        0);
  }

  static boolean equal(boolean a, boolean b) {
    return a == b;
  }

  static boolean equal(int a, int b) {
    return a == b;
  }

  static boolean equal(long a, long b) {
    return a == b;
  }

  static boolean equal(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }

  static boolean equal(Int128 a, Int128 b) {
    return a.low() == b.low() && a.high() == b.high();
  }

  static boolean equal(Bytes a, Bytes b) {
    return a.sameContent(b);
  }

  static boolean less(boolean a, boolean b) {
    return !a && b;
  }

  static boolean less(int a, int b) {
    return a < b;
  }

  static boolean less(long a, long b) {
    return a < b;
  }

  static boolean less(double a, double b) {
    return a < b || Double.isNaN(b) && !Double.isNaN(a);
  }

  static boolean less(Int128 a, Int128 b) {
    return a.compareTo(b) < 0;
  }

  static boolean less(Bytes a, Bytes b) {
    return a.compareTo(b) < 0;
  }

  static boolean lessOrEqual(boolean a, boolean b) {
    return !a || b;
  }

  static boolean lessOrEqual(int a, int b) {
    return a <= b;
  }

  static boolean lessOrEqual(long a, long b) {
    return a <= b;
  }

  static boolean lessOrEqual(double a, double b) {
    return a <= b || Double.isNaN(b);
  }

  static boolean lessOrEqual(Int128 a, Int128 b) {
    return a.compareTo(b) <= 0;
  }

  static boolean lessOrEqual(Bytes a, Bytes b) {
    return a.compareTo(b) <= 0;
  }

  static boolean areDistinct(@Nullable Object a, @Nullable Object b) {
    return a == null || b == null ? a != b : compare(a, b) != 0;
  }

  static boolean areNotDistinct(@Nullable Object a, @Nullable Object b) {
    return !areDistinct(a, b);
  }

  /// The order of two boxed values of one type (decimals: of one scale).
  static int compare(Object a, Object b) {
    return switch (a) {
      case Boolean value -> Boolean.compare(value, (Boolean) b);
      case Float value -> Double.compare(value + 0.0, (Float) b + 0.0);
      case Double value -> Double.compare(value + 0.0, (Double) b + 0.0);
      case Bytes value -> value.compareTo((Bytes) b);
      case Int128 value -> value.compareTo(b instanceof Long other ? Int128.of(other) : (Int128) b);
      case Long value when b instanceof Int128 other -> Int128.of(value).compareTo(other);
      case Number value -> Long.compare(value.longValue(), ((Number) b).longValue());
      default -> throw new IllegalArgumentException("no order of " + a.getClass());
    };
  }
}
