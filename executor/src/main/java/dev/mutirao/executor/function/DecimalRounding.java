package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// abs, sign, ceil, floor, round and trunc of decimals. To whole numbers the result has scale 0; to
/// digits it keeps the argument's type.
final class DecimalRounding {
  private DecimalRounding() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        one(
            "abs",
            UnaryOperator.identity(),
            type -> {
              var handle =
                  Handles.find(
                      DecimalRounding.class,
                      "abs",
                      JavaType.of(type.layout()),
                      JavaType.of(type.layout()));
              return handle;
            }),
        one("sign", type -> new Decimal(1, 0), DecimalRounding::signHandle),
        one("ceil", DecimalRounding::whole, type -> rounding(type, RoundingMode.CEILING)),
        one("floor", DecimalRounding::whole, type -> rounding(type, RoundingMode.FLOOR)),
        one("round", DecimalRounding::whole, type -> rounding(type, RoundingMode.HALF_UP)),
        one("trunc", DecimalRounding::whole, type -> rounding(type, RoundingMode.DOWN)),
        digitsDefinition("round", RoundingMode.HALF_UP),
        digitsDefinition("trunc", RoundingMode.DOWN));
  }

  private interface Body {
    MethodHandle of(Decimal type);
  }

  private static BuiltInFunctions.Definition one(
      String name, UnaryOperator<Decimal> result, Body body) {
    return definition(
        name,
        name + "(DECIMAL) -> DECIMAL",
        arguments ->
            arguments.size() == 1 && arguments.getFirst() instanceof Decimal decimal
                ? Optional.of(new TypedOverload.Typed(arguments, result.apply(decimal)))
                : Optional.empty(),
        (parameters, type) ->
            parameters.size() == 1
                    && parameters.getFirst() instanceof Decimal decimal
                    && type.equals(result.apply(decimal))
                ? Optional.of(Implementation.strict(body.of(decimal), true))
                : Optional.empty());
  }

  private static BuiltInFunctions.Definition digitsDefinition(String name, RoundingMode mode) {
    return definition(
        name,
        name + "(DECIMAL, INTEGER) -> DECIMAL",
        arguments ->
            arguments.size() == 2
                    && arguments.getFirst() instanceof Decimal decimal
                    && Widening.distance(arguments.get(1), Simple.INTEGER).isPresent()
                ? Optional.of(new TypedOverload.Typed(List.of(decimal, Simple.INTEGER), decimal))
                : Optional.empty(),
        (parameters, type) ->
            parameters.size() == 2
                    && parameters.getFirst() instanceof Decimal decimal
                    && parameters.get(1) == Simple.INTEGER
                    && type.equals(decimal)
                ? Optional.of(Implementation.strict(digits(decimal, mode), true))
                : Optional.empty());
  }

  private static BuiltInFunctions.Definition definition(
      String name, String signature, TypedOverload.Typing typing, TypedOverload.Body body) {
    return new BuiltInFunctions.Definition(
        name, Optional.empty(), List.of(new TypedOverload(name, signature, typing, body)));
  }

  /// One digit more than the whole part has: 9.5 rounds to 10.
  private static Decimal whole(Decimal type) {
    return new Decimal(Math.min(type.precision() - type.scale() + 1, Decimal.MAX_PRECISION), 0);
  }

  private static MethodHandle rounding(Decimal type, RoundingMode mode) {
    var handle =
        MethodHandles.insertArguments(
            Handles.find(DecimalRounding.class, "toWhole"), 1, type.scale(), mode);
    return adapted(handle, type, whole(type));
  }

  private static MethodHandle digits(Decimal type, RoundingMode mode) {
    var handle =
        MethodHandles.insertArguments(
            Handles.find(DecimalRounding.class, "toDigits"),
            2,
            type.scale(),
            type.precision(),
            mode);
    return adapted(handle, type, type);
  }

  private static MethodHandle signHandle(Decimal type) {
    return adapted(Handles.find(DecimalRounding.class, "sign"), type, new Decimal(1, 0));
  }

  private static MethodHandle adapted(MethodHandle handle, Decimal parameter, Decimal result) {
    var widened = Handles.widened(handle, JavaType.of(parameter.layout()));
    return result.isShort()
        ? MethodHandles.filterReturnValue(widened, Handles.find(DecimalMath.class, "narrow"))
        : widened;
  }

  static long abs(long unscaled) {
    return Math.abs(unscaled);
  }

  static Int128 abs(Int128 unscaled) {
    return unscaled.high() < 0 ? DecimalMath.negate(unscaled) : unscaled;
  }

  static Int128 sign(Int128 unscaled) {
    return Int128.of(Integer.signum(unscaled.compareTo(Int128.ZERO)));
  }

  static Int128 toWhole(Int128 unscaled, int scale, RoundingMode mode) {
    return Int128.of(
        new BigDecimal(unscaled.toBigInteger(), scale).setScale(0, mode).unscaledValue());
  }

  static Int128 toDigits(Int128 unscaled, int digits, int scale, int precision, RoundingMode mode) {
    if (digits >= scale) {
      return unscaled;
    }
    if (digits < -Type.Decimal.MAX_PRECISION) {
      return Int128.ZERO;
    }
    var rounded =
        new BigDecimal(unscaled.toBigInteger(), scale).setScale(digits, mode).setScale(scale);
    return DecimalMath.checked(rounded.unscaledValue(), precision);
  }
}
