package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.ContextLoader;
import dev.mutirao.executor.function.ObjectMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/// A public method of users' objects that takes rows or gives a value, or both.
///
/// @param function as users call it
/// @param result empty when the method gives nothing
record InstanceMethod(
    String function,
    MethodHandle method,
    String name,
    List<Parameter> parameters,
    Optional<ResultValue> result) {
  /// @throws IllegalArgumentException when a type is not one of functions
  /// @throws IllegalAccessException when it cannot be reached
  static InstanceMethod of(String function, Method method) throws IllegalAccessException {
    return new InstanceMethod(
        function,
        MethodHandles.publicLookup().unreflect(method),
        method.getName(),
        Parameter.all(method),
        method.getReturnType() == void.class
            ? Optional.empty()
            : Optional.of(ResultValue.of(method)));
  }

  /// The method for arguments of exactly these types, which its parameters take.
  ObjectMethod implement(List<Type> types) {
    var called = result.map(value -> value.converted(method)).orElse(method);
    called =
        parameters.isEmpty()
            ? Failures.toldIn(function, name + "()", called)
            : Failures.toldOfRow(function, called);
    called = called.asType(called.type().changeParameterType(0, Object.class));
    for (int i = 0; i < types.size(); i++) {
      var parameter = parameters.get(i);
      called =
          MethodHandles.filterArguments(
              called,
              i + 1,
              parameter.seesNull()
                  ? ValueTypes.toNullableJava(types.get(i), parameter.java())
                  : ValueTypes.toJava(types.get(i), parameter.java()));
    }
    boolean isText = result.isPresent() && result.get().isText();
    if (isText) {
      called = result.get().buffered(called);
    }
    return new ObjectMethod(
        called,
        types,
        parameters.stream().map(Parameter::seesNull).toList(),
        result.map(ResultValue::type).orElse(Type.Simple.NULL),
        isText,
        result.isPresent() && result.get().givesNull());
  }

  /// The public constructor without parameters of a class, as `() -> Object`.
  ///
  /// @throws IllegalArgumentException when there is none
  static MethodHandle creation(String function, Class<?> type) {
    try {
      var constructor =
          MethodHandles.publicLookup().findConstructor(type, MethodType.methodType(void.class));
      return ContextLoader.around(
          type.getClassLoader(),
          Failures.toldIn(function, "its constructor", constructor)
              .asType(MethodType.methodType(Object.class)));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalArgumentException("it needs a public constructor without parameters", e);
    }
  }
}
