package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Bytes;
import dev.mutirao.executor.function.TextBuffer;
import dev.mutirao.functions.Decimal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a user's method gives, and how it becomes a value of the engine.
record ResultValue(Class<?> java, Type type) {
  private static final Type.Decimal USUAL_DECIMAL = new Type.Decimal(38, 10);

  /// @throws IllegalArgumentException when there is no SQL type for it
  static ResultValue of(Method method) {
    var java = method.getReturnType();
    return of(java, method)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "it returns " + java.getSimpleName() + "; functions have " + ValueTypes.KNOWN));
  }

  /// Empty when there is no SQL type for it.
  ///
  /// @param marked where the digits of a decimal are told
  /// @throws IllegalArgumentException when they cannot be
  static Optional<ResultValue> of(Class<?> java, AnnotatedElement marked) {
    if (ValueTypes.isDecimal(java)) {
      return Optional.of(new ResultValue(java, decimal(marked.getAnnotation(Decimal.class))));
    }
    checkUnmarked(java, marked);
    return ValueTypes.simple(java).map(type -> new ResultValue(java, type));
  }

  private static Type.Decimal decimal(@Nullable Decimal digits) {
    if (digits == null) {
      return USUAL_DECIMAL;
    }
    int precision = digits.precision();
    int scale = digits.scale();
    if (precision < 1 || precision > Type.Decimal.MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "@Decimal has a precision from 1 to "
              + Type.Decimal.MAX_PRECISION
              + " and a scale from 0 to the precision; got precision "
              + precision
              + " and scale "
              + scale);
    }
    return new Type.Decimal(precision, scale);
  }

  /// @throws IllegalArgumentException when digits are told of what is no decimal
  static void checkUnmarked(Class<?> java, AnnotatedElement marked) {
    if (marked.isAnnotationPresent(Decimal.class)) {
      throw new IllegalArgumentException(
          "@Decimal says the digits of a BigDecimal, not of " + java.getSimpleName());
    }
  }

  /// Whether the value is written to a {@link TextBuffer}.
  boolean isText() {
    return java == String.class || java == byte[].class;
  }

  boolean givesNull() {
    return !java.isPrimitive();
  }

  /// The handle with the engine's value, boxed, of a reference; texts stay as they are.
  MethodHandle converted(MethodHandle called) {
    return java.isPrimitive()
        ? called
        : MethodHandles.filterReturnValue(called, ValueTypes.toEngine(java, type));
  }

  /// A handle whose text goes to a buffer, which becomes its first parameter.
  MethodHandle buffered(MethodHandle called) {
    return isText() ? MethodHandles.collectArguments(text(java), 1, called) : called;
  }

  private static MethodHandle text(Class<?> java) {
    try {
      return MethodHandles.lookup()
          .findStatic(
              ResultValue.class,
              "text",
              MethodType.methodType(Bytes.class, TextBuffer.class, java));
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
}
