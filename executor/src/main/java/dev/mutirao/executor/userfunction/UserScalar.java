package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Bytes;
import dev.mutirao.executor.function.Implementation;
import dev.mutirao.executor.function.Overload;
import dev.mutirao.executor.function.ResolvedFunction;
import dev.mutirao.executor.function.TextBuffer;
import dev.mutirao.functions.Decimal;
import dev.mutirao.functions.Deterministic;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A user's static method as a function. Where all parameters are strict it is composed like a
/// function of the engine; where one sees NULL, or results vary, the handle takes references and
/// tells NULLs itself.
///
/// @param name as plans call it
/// @param shown as users call it
record UserScalar(
    String name,
    String shown,
    MethodHandle method,
    List<Parameter> parameters,
    Type result,
    boolean deterministic)
    implements Overload {
  private static final Type.Decimal USUAL_DECIMAL = new Type.Decimal(38, 10);

  UserScalar {
    parameters = List.copyOf(parameters);
  }

  /// @throws IllegalArgumentException when the method cannot be a function
  /// @throws IllegalAccessException when it is not public
  static UserScalar of(String name, String shown, Method method) throws IllegalAccessException {
    var parameters = new ArrayList<Parameter>();
    for (var declared : method.getParameters()) {
      parameters.add(Parameter.of(declared));
    }
    var mark = method.getAnnotation(Deterministic.class);
    return new UserScalar(
        name,
        shown,
        MethodHandles.publicLookup().unreflect(method),
        parameters,
        result(method),
        mark == null || mark.value());
  }

  private static Type result(Method method) {
    var java = method.getReturnType();
    if (ValueTypes.isDecimal(java)) {
      var digits = method.getAnnotation(Decimal.class);
      return digits == null ? USUAL_DECIMAL : new Type.Decimal(digits.precision(), digits.scale());
    }
    return ValueTypes.simple(java)
        .orElseThrow(() -> new IllegalArgumentException("it returns " + java.getSimpleName()));
  }

  @Override
  public Optional<ResolvedFunction> resolve(List<Type> arguments) {
    if (arguments.size() != parameters.size()) {
      return Optional.empty();
    }
    var types = new ArrayList<Type>();
    for (int i = 0; i < arguments.size(); i++) {
      var taken = parameters.get(i).taken(arguments.get(i));
      if (taken.isEmpty()) {
        return Optional.empty();
      }
      types.add(taken.get());
    }
    return Optional.of(new ResolvedFunction(name, types, result));
  }

  @Override
  public Optional<Implementation> implement(List<Type> types, Type resultType) {
    if (!resultType.equals(result) || types.size() != parameters.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < types.size(); i++) {
      if (!parameters.get(i).takes(types.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(implementation(types));
  }

  private Implementation implementation(List<Type> types) {
    boolean strict = deterministic && parameters.stream().noneMatch(Parameter::seesNull);
    var java = method.type().returnType();
    var called = method;
    if (!java.isPrimitive()) {
      called = MethodHandles.filterReturnValue(called, ValueTypes.toEngine(java, result));
    }
    called = Failures.told(shown, called);
    for (int i = 0; i < types.size(); i++) {
      var type = parameters.get(i).java();
      called =
          MethodHandles.filterArguments(
              called,
              i,
              strict
                  ? ValueTypes.toJava(types.get(i), type)
                  : ValueTypes.toNullableJava(types.get(i), type));
    }
    if (!strict) {
      called = skippingNulls(called);
    }
    boolean isText = java == String.class || java == byte[].class;
    if (isText) {
      called = MethodHandles.collectArguments(text(java), 1, called);
    }
    return new Implementation(
        called, isText, !strict || !java.isPrimitive(), !strict, true, Optional.empty());
  }

  /// Gives null, without a call, where a strict parameter is null; references to values.
  private MethodHandle skippingNulls(MethodHandle called) {
    var type = called.type();
    var nullable = called.asType(type.changeReturnType(type.wrap().returnType()));
    for (int i = 0; i < parameters.size(); i++) {
      if (!parameters.get(i).seesNull()) {
        var isNull =
            ValueTypes.isNull().asType(MethodType.methodType(boolean.class, type.parameterType(i)));
        var before = type.parameterList().subList(0, i);
        nullable =
            MethodHandles.guardWithTest(
                MethodHandles.dropArguments(isNull, 0, before),
                MethodHandles.empty(nullable.type()),
                nullable);
      }
    }
    return nullable;
  }

  private static MethodHandle text(Class<?> java) {
    try {
      return MethodHandles.lookup()
          .findStatic(
              UserScalar.class, "text", MethodType.methodType(Bytes.class, TextBuffer.class, java));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static @Nullable Bytes text(TextBuffer buffer, @Nullable String value) {
    return value == null ? null : buffer.of(value);
  }

  static @Nullable Bytes text(TextBuffer buffer, byte @Nullable [] value) {
    return value == null ? null : buffer.of(value);
  }

  @Override
  public String signature() {
    return parameters.stream()
            .map(Parameter::shown)
            .collect(Collectors.joining(", ", shown + "(", ") -> "))
        + result.sql();
  }

  /// What overloads of one name may not share.
  String parameterTypes() {
    return Arrays.toString(parameters.stream().map(Parameter::shown).toArray());
  }
}
