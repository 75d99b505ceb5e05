package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodType;

/// How values of SQL types appear in the parameters and results of functions.
///
/// | layout | Java |
/// | --- | --- |
/// | BIT | `boolean` |
/// | INT8, INT16, INT32, INT64 | `byte`, `short`, `int`, `long` |
/// | FLOAT32, FLOAT64 | `float`, `double` |
/// | INT128 | {@link Int128} |
/// | BYTES | {@link Bytes} |
public final class JavaType {
  private JavaType() {}

  /// The Java type of values of `layout` inside the engine.
  public static Class<?> of(Layout layout) {
    return switch (layout) {
      case BIT -> boolean.class;
      case INT8 -> byte.class;
      case INT16 -> short.class;
      case INT32 -> int.class;
      case INT64 -> long.class;
      case FLOAT32 -> float.class;
      case FLOAT64 -> double.class;
      case INT128 -> Int128.class;
      case BYTES -> Bytes.class;
    };
  }

  /// The Java type of values of `layout` that may be null.
  static Class<?> boxed(Layout layout) {
    return MethodType.methodType(of(layout)).wrap().returnType();
  }

  /// The SQL type that a Java type stands for when no annotation names one.
  static Type sqlType(Class<?> java) {
    if (java == boolean.class || java == Boolean.class) {
      return Simple.BOOLEAN;
    } else if (java == byte.class || java == Byte.class) {
      return Simple.TINYINT;
    } else if (java == short.class || java == Short.class) {
      return Simple.SMALLINT;
    } else if (java == int.class || java == Integer.class) {
      return Simple.INTEGER;
    } else if (java == long.class || java == Long.class) {
      return Simple.BIGINT;
    } else if (java == float.class || java == Float.class) {
      return Simple.REAL;
    } else if (java == double.class || java == Double.class) {
      return Simple.DOUBLE;
    } else if (java == String.class || java == Bytes.class) {
      return Simple.VARCHAR;
    } else if (java == byte[].class) {
      return Simple.VARBINARY;
    }
    throw new IllegalArgumentException(
        "no SQL type for " + java.getName() + "; name one with @SqlType");
  }
}
