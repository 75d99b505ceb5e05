package dev.mutirao.connectors.type;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One constant value. The Java class of `value` follows from the type's layout, null is NULL:
///
/// | layout | class |
/// | --- | --- |
/// | BIT | Boolean |
/// | INT8, INT16, INT32, INT64 | Long (dates in days, times and timestamps in microseconds, decimals unscaled) |
/// | FLOAT32, FLOAT64 | Double |
/// | INT128 | BigInteger, unscaled |
/// | BYTES | String for VARCHAR, {@link Binary} for VARBINARY |
public record Literal(Type type, @Nullable Object value) {
  public Literal {
    Objects.requireNonNull(type, "type");
    if (value != null && !expected(type).isInstance(value)) {
      throw new IllegalArgumentException(
          type.sql() + " literal of class " + value.getClass().getName());
    }
  }

  public static Literal ofNull(Type type) {
    return new Literal(type, null);
  }

  public static Literal of(boolean value) {
    return new Literal(Type.Simple.BOOLEAN, value);
  }

  public static Literal of(long value) {
    return new Literal(Type.Simple.BIGINT, value);
  }

  public static Literal of(double value) {
    return new Literal(Type.Simple.DOUBLE, value);
  }

  public static Literal of(String value) {
    return new Literal(Type.Simple.VARCHAR, value);
  }

  public boolean isNull() {
    return value == null;
  }

  /// The bytes of a VARCHAR or VARBINARY literal that is not NULL.
  public byte[] bytes() {
    return switch (Objects.requireNonNull(value, "NULL has no bytes")) {
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      case Binary binary -> binary.bytes();
      default -> throw new IllegalStateException(type.sql() + " has no bytes");
    };
  }

  private static Class<?> expected(Type type) {
    return switch (type.layout()) {
      case BIT -> Boolean.class;
      case INT8, INT16, INT32, INT64 -> Long.class;
      case FLOAT32, FLOAT64 -> Double.class;
      case INT128 -> BigInteger.class;
      case BYTES -> type == Type.Simple.VARBINARY ? Binary.class : String.class;
    };
  }
}
