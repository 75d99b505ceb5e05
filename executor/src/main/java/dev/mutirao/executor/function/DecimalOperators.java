package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// `+ - * / %` and negation of decimals. In 64 bits when operands and result have up to 18 digits,
/// else in 128.
final class DecimalOperators {
  private static final int DIGITS_OF_DIVISION = 6;

  private DecimalOperators() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        definition("+", true, DecimalOperators::sum, DecimalOperators::addition),
        definition("-", true, DecimalOperators::sum, DecimalOperators::subtraction),
        definition("*", false, DecimalOperators::product, DecimalOperators::multiplication),
        definition("/", false, DecimalOperators::quotient, DecimalOperators::division),
        definition("%", true, Widening::commonDecimal, DecimalOperators::remainder),
        new BuiltInFunctions.Definition(
            "negate",
            Optional.empty(),
            List.of(
                new TypedOverload(
                    "negate",
                    "negate(DECIMAL) -> DECIMAL",
                    arguments ->
                        arguments.size() == 1 && arguments.getFirst() instanceof Decimal decimal
                            ? Optional.of(new TypedOverload.Typed(arguments, decimal))
                            : Optional.empty(),
                    DecimalOperators::negation))));
  }

  private static BuiltInFunctions.Definition definition(
      String name, boolean oneScale, BinaryOperator<Decimal> result, TypedOverload.Body body) {
    return new BuiltInFunctions.Definition(
        name,
        Optional.empty(),
        List.of(
            new TypedOverload(
                name,
                name + "(DECIMAL, DECIMAL) -> DECIMAL",
                arguments -> typed(arguments, oneScale, result),
                body)));
  }

  /// Two decimals, or one and an integer; brought to one scale where the operation wants that.
  private static Optional<TypedOverload.Typed> typed(
      List<Type> arguments, boolean oneScale, BinaryOperator<Decimal> result) {
    if (arguments.size() != 2 || arguments.stream().noneMatch(Decimal.class::isInstance)) {
      return Optional.empty();
    }
    var decimals =
        arguments.stream()
            .map(type -> type == Type.Simple.NULL ? other(arguments) : type)
            .flatMap(type -> Widening.decimal(type).stream())
            .toList();
    if (decimals.size() != 2) {
      return Optional.empty();
    }
    var left = decimals.get(0);
    var right = decimals.get(1);
    int scale = Math.max(left.scale(), right.scale());
    List<Type> parameters =
        oneScale ? List.of(withScale(left, scale), withScale(right, scale)) : List.of(left, right);
    return Optional.of(new TypedOverload.Typed(parameters, result.apply(left, right)));
  }

  private static Type other(List<Type> arguments) {
    return arguments.get(0) == Type.Simple.NULL ? arguments.get(1) : arguments.get(0);
  }

  private static Decimal withScale(Decimal type, int scale) {
    return decimal(type.precision() + scale - type.scale(), scale);
  }

  private static Decimal decimal(int precision, int scale) {
    return new Decimal(
        Math.min(precision, Decimal.MAX_PRECISION), Math.min(scale, Decimal.MAX_PRECISION));
  }

  private static Decimal sum(Decimal left, Decimal right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    return decimal(whole + scale + 1, scale);
  }

  private static Decimal product(Decimal left, Decimal right) {
    return decimal(left.precision() + right.precision(), left.scale() + right.scale());
  }

  private static Decimal quotient(Decimal left, Decimal right) {
    return decimal(
        Decimal.MAX_PRECISION, Math.max(left.scale(), right.scale()) + DIGITS_OF_DIVISION);
  }

  private static Optional<Implementation> addition(List<Type> parameters, Type result) {
    return ofOneScale("add", parameters, result);
  }

  private static Optional<Implementation> subtraction(List<Type> parameters, Type result) {
    return ofOneScale("subtract", parameters, result);
  }

  private static Optional<Implementation> ofOneScale(
      String method, List<Type> parameters, Type result) {
    return decimals(parameters, result)
        .filter(types -> types.stream().allMatch(type -> type.scale() == types.getLast().scale()))
        .map(types -> bounded(method, types));
  }

  private static Optional<Implementation> multiplication(List<Type> parameters, Type result) {
    return decimals(parameters, result)
        .filter(types -> types.get(0).scale() + types.get(1).scale() == types.get(2).scale())
        .map(types -> bounded("multiply", types));
  }

  private static Implementation bounded(String method, List<Decimal> types) {
    int precision = types.getLast().precision();
    if (types.stream().allMatch(Decimal::isShort)) {
      var handle =
          Handles.find(DecimalMath.class, method, long.class, long.class, long.class, long.class);
      return Implementation.strict(
          MethodHandles.insertArguments(handle, 2, DecimalMath.power(precision)), true);
    }
    var handle =
        Handles.find(
            DecimalMath.class, method, Int128.class, Int128.class, Int128.class, int.class);
    return wide(MethodHandles.insertArguments(handle, 2, precision), types);
  }

  private static Optional<Implementation> division(List<Type> parameters, Type result) {
    return decimals(parameters, result)
        .filter(types -> shift(types) >= 0)
        .map(types -> {
          var divide = Handles.find(DecimalMath.class, "divide");
          return wide(
              MethodHandles.insertArguments(divide, 2, shift(types), types.getLast().precision()),
              types);
        });
  }

  /// Zeros that the dividend gets before integers are divided.
  private static int shift(List<Decimal> types) {
    return types.get(2).scale() - types.get(0).scale() + types.get(1).scale();
  }

  private static Optional<Implementation> remainder(List<Type> parameters, Type result) {
    return decimals(parameters, result)
        .filter(types -> types.stream().allMatch(type -> type.scale() == types.getLast().scale()))
        .map(types ->
            types.stream().allMatch(Decimal::isShort)
                ? Implementation.strict(
                    Handles.find(
                        DecimalMath.class, "remainder", long.class, long.class, long.class),
                    true)
                : wide(
                    Handles.find(
                        DecimalMath.class, "remainder", Int128.class, Int128.class, Int128.class),
                    types));
  }

  private static Optional<Implementation> negation(List<Type> parameters, Type result) {
    return parameters.size() == 1
            && parameters.getFirst().equals(result)
            && result instanceof Decimal
        ? Optional.of(
            Implementation.strict(
                Handles.find(
                    DecimalMath.class,
                    "negate",
                    JavaType.of(result.layout()),
                    JavaType.of(result.layout())),
                false))
        : Optional.empty();
  }

  /// Parameters, then the result, when there are two and all are decimals.
  private static Optional<List<Decimal>> decimals(List<Type> parameters, Type result) {
    var decimals =
        Stream.concat(parameters.stream(), Stream.of(result))
            .filter(Decimal.class::isInstance)
            .map(Decimal.class::cast)
            .toList();
    return parameters.size() == 2 && decimals.size() == 3
        ? Optional.of(decimals)
        : Optional.empty();
  }

  /// A function of 128 bits with 64-bit parameters and result where the types are short.
  private static Implementation wide(MethodHandle handle, List<Decimal> types) {
    var widened =
        Handles.widened(
            handle, JavaType.of(types.get(0).layout()), JavaType.of(types.get(1).layout()));
    return Implementation.strict(
        types.getLast().layout() == Layout.INT64
            ? MethodHandles.filterReturnValue(widened, Handles.find(DecimalMath.class, "narrow"))
            : widened,
        true);
  }
}
