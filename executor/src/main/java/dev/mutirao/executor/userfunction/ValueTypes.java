package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.function.Bytes;
import dev.mutirao.executor.function.JavaType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Java types that functions of users take, and how the engine's values become theirs.
final class ValueTypes {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private static final Map<Class<?>, Type> SIMPLE =
      Map.ofEntries(
          Map.entry(boolean.class, Simple.BOOLEAN),
          Map.entry(byte.class, Simple.TINYINT),
          Map.entry(short.class, Simple.SMALLINT),
          Map.entry(int.class, Simple.INTEGER),
          Map.entry(long.class, Simple.BIGINT),
          Map.entry(float.class, Simple.REAL),
          Map.entry(double.class, Simple.DOUBLE),
          Map.entry(String.class, Simple.VARCHAR),
          Map.entry(byte[].class, Simple.VARBINARY),
          Map.entry(LocalDate.class, Simple.DATE),
          Map.entry(LocalDateTime.class, Simple.TIMESTAMP),
          Map.entry(Instant.class, Simple.INSTANT));

  private ValueTypes() {}

  /// What messages list.
  static final String KNOWN =
      "boolean, byte, short, int, long, float, double and their boxes, String, byte[], BigDecimal,"
          + " LocalDate, LocalDateTime, Instant";

  /// The SQL type of a Java type but `BigDecimal`, whose digits it does not say.
  static Optional<Type> simple(Class<?> java) {
    return Optional.ofNullable(SIMPLE.get(MethodType.methodType(java).unwrap().returnType()));
  }

  static boolean isDecimal(Class<?> java) {
    return java == BigDecimal.class;
  }

  /// From the engine's value of `type`, which is not NULL, to `java`.
  static MethodHandle toJava(Type type, Class<?> java) {
    var engine = JavaType.of(type.layout());
    if (type instanceof Type.Decimal(int ignored, int scale)) {
      return DecimalValues.toJava(engine, scale);
    }
    if (java == String.class) {
      return find("text", String.class, Bytes.class);
    } else if (java == byte[].class) {
      return find("array", byte[].class, Bytes.class);
    } else if (java == LocalDate.class) {
      return find("date", LocalDate.class, int.class);
    } else if (java == LocalDateTime.class) {
      return find("clock", LocalDateTime.class, long.class);
    } else if (java == Instant.class) {
      return find("instant", Instant.class, long.class);
    }
    return MethodHandles.identity(engine).asType(MethodType.methodType(java, engine));
  }

  /// The same for a reference that may be null for NULL, which stays null.
  static MethodHandle toNullableJava(Type type, Class<?> java) {
    var engine = MethodType.methodType(JavaType.of(type.layout())).wrap().returnType();
    var convert = toJava(type, java).asType(MethodType.methodType(java, engine));
    if (java.isPrimitive()) {
      return convert; // not called with null
    }
    var isNull =
        find("isNull", boolean.class, Object.class)
            .asType(MethodType.methodType(boolean.class, engine));
    return MethodHandles.guardWithTest(
        isNull, MethodHandles.empty(MethodType.methodType(java, engine)), convert);
  }

  /// From a reference that a function returned to the engine's value, boxed, null for null. Texts
  /// and bytes stay as they are.
  static MethodHandle toEngine(Class<?> java, Type type) {
    if (type instanceof Type.Decimal decimal) {
      return DecimalValues.toEngine(decimal);
    }
    if (java == LocalDate.class) {
      return find("day", Integer.class, LocalDate.class);
    } else if (java == LocalDateTime.class) {
      return find("micros", Long.class, LocalDateTime.class);
    } else if (java == Instant.class) {
      return find("micros", Long.class, Instant.class);
    }
    return MethodHandles.identity(java);
  }

  /// A constant, which one of the types that a parameter of type `java` takes, as a value of it.
  static @Nullable Object value(Literal literal, Class<?> java) {
    return switch (literal.value()) {
      case null -> null;
      case Long unscaled when literal.type() instanceof Type.Decimal(int ignored, int scale) ->
          BigDecimal.valueOf(unscaled, scale);
      case BigInteger unscaled
          when literal.type() instanceof Type.Decimal(int ignored, int scale) ->
          new BigDecimal(unscaled, scale);
      case Long number -> ofWhole(number, MethodType.methodType(java).unwrap().returnType());
      case Double number ->
          MethodType.methodType(java).unwrap().returnType() == float.class
              ? (Object) number.floatValue()
              : number;
      case Binary bytes -> bytes.bytes();
      default -> literal.value();
    };
  }

  private static Object ofWhole(long number, Class<?> java) {
    if (java == byte.class) {
      return (byte) number;
    } else if (java == short.class) {
      return (short) number;
    } else if (java == int.class) {
      return (int) number;
    } else if (java == LocalDate.class) {
      return date((int) number);
    } else if (java == LocalDateTime.class) {
      return clock(number);
    } else if (java == Instant.class) {
      return instant(number);
    }
    return number;
  }

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(ValueTypes.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isNull(Object value) {
    return value == null;
  }

  static String text(Bytes bytes) {
    return bytes.text();
  }

  static byte[] array(Bytes bytes) {
    return bytes.toArray();
  }

  static LocalDate date(int day) {
    return LocalDate.ofEpochDay(day);
  }

  static LocalDateTime clock(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND), nanos(micros), ZoneOffset.UTC);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND), nanos(micros));
  }

  private static int nanos(long micros) {
    return (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
  }

  static Integer day(LocalDate date) {
    if (date == null) {
      return null;
    }
    long day = date.toEpochDay();
    if (day != (int) day) {
      throw doesNotFit("DATE", date);
    }
    return (int) day;
  }

  static Long micros(LocalDateTime clock) {
    if (clock == null) {
      return null;
    }
    var instant = clock.toInstant(ZoneOffset.UTC);
    return micros(instant.getEpochSecond(), instant.getNano(), "TIMESTAMP", clock);
  }

  static Long micros(Instant instant) {
    return instant == null
        ? null
        : micros(instant.getEpochSecond(), instant.getNano(), Simple.INSTANT.sql(), instant);
  }

  private static long micros(long seconds, int nanos, String type, Object value) {
    if (Math.abs(seconds) >= Long.MAX_VALUE / MICROS_PER_SECOND) {
      throw doesNotFit(type, value);
    }
    return seconds * MICROS_PER_SECOND + nanos / NANOS_PER_MICRO;
  }

  static ArithmeticException doesNotFit(String type, Object value) {
    return new ArithmeticException("its result does not fit " + type + ": " + value);
  }
}
