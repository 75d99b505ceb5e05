package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.Objects;

/// Makes a function of values one of references, as strict functions in SQL are.
public final class NullArguments {
  private static final MethodHandle IS_NULL = isNull();

  private NullArguments() {}

  /// The same function, which is not called and gives null where one of these arguments is null. It
  /// takes them boxed, and gives its result so.
  ///
  /// @param nullable numbers of parameters, from 0
  public static MethodHandle skipped(MethodHandle function, Collection<Integer> nullable) {
    var type = function.type().changeReturnType(boxed(function.type().returnType()));
    for (int i : nullable) {
      type = type.changeParameterType(i, boxed(type.parameterType(i)));
    }
    var skipping = function.asType(type);
    for (int i : nullable) {
      var isNull = IS_NULL.asType(MethodType.methodType(boolean.class, type.parameterType(i)));
      skipping =
          MethodHandles.guardWithTest(
              MethodHandles.dropArguments(isNull, 0, type.parameterList().subList(0, i)),
              MethodHandles.empty(type),
              skipping);
    }
    return skipping;
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static MethodHandle isNull() {
    try {
      return MethodHandles.lookup()
          .findStatic(Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
