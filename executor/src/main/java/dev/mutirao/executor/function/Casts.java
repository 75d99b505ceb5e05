package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CAST and TRY_CAST between all types.
public final class Casts {
  private static final MethodHandle WRITE =
      virtual(TextBuffer.class, "of", MethodType.methodType(Bytes.class, String.class));

  private Casts() {}

  /// Whether any value of `from` can be cast to `to`.
  public static boolean exists(Type from, Type to) {
    return find(from, to, "UTC").isPresent();
  }

  /// What computes a cast.
  ///
  /// @param orNull gives NULL where CAST fails (TRY_CAST)
  /// @param maxLength cuts a text to so many code points; 0 for no bound
  /// @param timeZone of the session; matters for instants only
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is no such cast
  public static Implementation implementation(
      Type from, Type to, boolean orNull, int maxLength, String timeZone) {
    var cast =
        find(from, to, timeZone).orElseThrow(() -> QueryErrors.cannotCast(from.sql(), to.sql()));
    if (maxLength > 0) {
      var cut = MethodHandles.insertArguments(Handles.find(Casts.class, "cut"), 1, maxLength);
      cast = with(cast, MethodHandles.filterReturnValue(cast.handle(), cut), cast.givesNull());
    }
    if (cast.givesNull()) {
      return orNull ? cast : orFail(cast, to);
    }
    return orNull && cast.fails() ? orNull(cast) : cast;
  }

  private static Optional<Implementation> find(Type from, Type to, String timeZone) {
    if (from.equals(to)) {
      return Optional.of(
          Implementation.strict(MethodHandles.identity(JavaType.of(to.layout())), false));
    }
    if (from == Simple.NULL) {
      var type = MethodType.methodType(JavaType.of(to.layout()), boolean.class);
      return Optional.of(Implementation.strict(MethodHandles.empty(type), false));
    }
    if (Widening.isNumber(from) && Widening.isNumber(to)) {
      return Optional.of(NumberCasts.of(from, to));
    }
    if (from == Simple.VARCHAR) {
      return parse(to, timeZone);
    }
    if (to == Simple.VARCHAR) {
      return Optional.of(format(from, timeZone));
    }
    return from instanceof Simple source && to instanceof Simple target
        ? between(source, target, timeZone)
        : Optional.empty();
  }

  /// From text: gives null for what cannot be read.
  private static Optional<Implementation> parse(Type to, String timeZone) {
    MethodHandle handle =
        switch (to) {
          case Decimal(int precision, int scale) ->
              MethodHandles.insertArguments(
                  Handles.find(
                      TextParsing.class,
                      precision <= Decimal.MAX_SHORT_PRECISION ? "shortDecimal" : "longDecimal"),
                  1,
                  precision,
                  scale);
          case Simple simple ->
              switch (simple) {
                case BOOLEAN -> Handles.find(TextParsing.class, "truth");
                case TINYINT, SMALLINT, INTEGER, BIGINT -> parseInteger(simple);
                case REAL -> Handles.find(TextParsing.class, "real32");
                case DOUBLE -> Handles.find(TextParsing.class, "real");
                case VARBINARY -> Handles.find(TextParsing.class, "binary");
                case DATE -> Handles.find(ClockParsing.class, "date");
                case TIME -> Handles.find(ClockParsing.class, "time");
                case TIMESTAMP -> Handles.find(ClockParsing.class, "timestamp");
                case INSTANT ->
                    MethodHandles.insertArguments(
                        Handles.find(ClockParsing.class, "instant"), 1, ZoneId.of(timeZone));
                case INTERVAL_MONTHS -> Handles.find(ClockParsing.class, "months");
                case INTERVAL_MICROS ->
                    Handles.find(ClockParsing.class, "micros", Long.class, Bytes.class);
                case VARCHAR, NULL -> null;
              };
        };
    if (handle == null) {
      return Optional.empty();
    }
    if (to == Simple.VARBINARY) {
      var write = MethodHandles.collectArguments(Handles.find(Casts.class, "write"), 1, handle);
      return Optional.of(new Implementation(write, true, true, false, true, Optional.empty()));
    }
    return Optional.of(new Implementation(handle, false, true, false, true, Optional.empty()));
  }

  private static MethodHandle parseInteger(Simple to) {
    var handle =
        MethodHandles.insertArguments(
            Handles.find(TextParsing.class, "integer"),
            1,
            NumberCasts.min(to),
            NumberCasts.max(to));
    var narrow =
        switch (to) {
          case TINYINT -> "toByte";
          case SMALLINT -> "toShort";
          case INTEGER -> "toInt";
          default -> null;
        };
    return narrow == null
        ? handle
        : MethodHandles.filterReturnValue(handle, Handles.find(Casts.class, narrow));
  }

  /// To text, as {@link TextFormat} spells it.
  private static Implementation format(Type from, String timeZone) {
    MethodHandle spell =
        switch (from) {
          case Decimal(int precision, int scale) ->
              MethodHandles.insertArguments(
                  precision <= Decimal.MAX_SHORT_PRECISION
                      ? Handles.find(TextFormat.class, "decimal")
                      : Handles.find(Casts.class, "longDecimal"),
                  1,
                  scale);
          case Simple simple ->
              switch (simple) {
                case BOOLEAN ->
                    Handles.find(Boolean.class, "toString", String.class, boolean.class);
                case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    Handles.find(Long.class, "toString", String.class, long.class)
                        .asType(MethodType.methodType(String.class, JavaType.of(simple.layout())));
                case REAL -> Handles.find(TextFormat.class, "real", String.class, float.class);
                case DOUBLE -> Handles.find(TextFormat.class, "real", String.class, double.class);
                case VARBINARY -> Handles.find(Casts.class, "hexadecimal");
                case DATE -> Handles.find(TextFormat.class, "date", String.class, int.class);
                case TIME -> Handles.find(TextFormat.class, "time");
                case TIMESTAMP -> Handles.find(TextFormat.class, "timestamp");
                case INSTANT ->
                    MethodHandles.insertArguments(
                        Handles.find(TextFormat.class, "instant"), 1, ZoneId.of(timeZone));
                case INTERVAL_MONTHS -> Handles.find(TextFormat.class, "months");
                case INTERVAL_MICROS -> Handles.find(TextFormat.class, "micros");
                case VARCHAR, NULL -> throw new IllegalArgumentException("cast from " + from.sql());
              };
        };
    return new Implementation(
        MethodHandles.collectArguments(WRITE, 1, spell),
        true,
        false,
        false,
        false,
        Optional.empty());
  }

  private static Optional<Implementation> between(Simple from, Simple to, String timeZone) {
    if (from == Simple.BOOLEAN && isInteger(to)) {
      var one = Handles.find(Casts.class, "one");
      return total(
          MethodHandles.explicitCastArguments(
              one, MethodType.methodType(JavaType.of(to.layout()), boolean.class)));
    }
    if (isInteger(from) && to == Simple.BOOLEAN) {
      var isNotZero = Handles.find(Casts.class, "isNotZero");
      return total(
          isNotZero.asType(MethodType.methodType(boolean.class, JavaType.of(from.layout()))));
    }
    var zone = ZoneId.of(timeZone);
    return switch (from) {
      case DATE ->
          switch (to) {
            case TIMESTAMP -> partial("midnight");
            case INSTANT -> zoned("dateToInstant", zone);
            default -> Optional.empty();
          };
      case TIMESTAMP ->
          switch (to) {
            case DATE -> total(Handles.find(Casts.class, "date"));
            case TIME -> total(Handles.find(Casts.class, "time"));
            case INSTANT -> zoned("toInstant", zone);
            default -> Optional.empty();
          };
      case INSTANT ->
          switch (to) {
            case DATE -> zoned("instantToDate", zone);
            case TIME -> zoned("instantToTime", zone);
            case TIMESTAMP -> zoned("toClock", zone);
            default -> Optional.empty();
          };
      case TIME ->
          to == Simple.INTERVAL_MICROS
              ? total(MethodHandles.identity(long.class))
              : Optional.empty();
      case INTERVAL_MICROS ->
          to == Simple.TIME ? total(Handles.find(Casts.class, "time")) : Optional.empty();
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          REAL,
          DOUBLE,
          VARCHAR,
          VARBINARY,
          INTERVAL_MONTHS,
          NULL ->
          Optional.empty();
    };
  }

  private static boolean isInteger(Simple type) {
    return type == Simple.TINYINT
        || type == Simple.SMALLINT
        || type == Simple.INTEGER
        || type == Simple.BIGINT;
  }

  private static Optional<Implementation> total(MethodHandle handle) {
    return Optional.of(Implementation.strict(handle, false));
  }

  private static Optional<Implementation> partial(String method) {
    return Optional.of(Implementation.strict(Handles.find(Calendar.class, method), true));
  }

  private static Optional<Implementation> zoned(String method, ZoneId zone) {
    var owner = method.startsWith("to") ? Calendar.class : Casts.class;
    return Optional.of(
        Implementation.strict(
            MethodHandles.insertArguments(Handles.find(owner, method), 1, zone), true));
  }

  private static Implementation with(Implementation cast, MethodHandle handle, boolean givesNull) {
    return new Implementation(
        handle, cast.needsBuffer(), givesNull, cast.takesNulls(), cast.fails(), cast.preparation());
  }

  /// Turns a null result into the error that names the text.
  private static Implementation orFail(Implementation cast, Type to) {
    var handle = cast.handle();
    int value = cast.needsBuffer() ? 1 : 0; // position of the text
    var present = MethodHandles.insertArguments(Handles.find(Casts.class, "present"), 2, to.sql());
    var boxed = handle.asType(handle.type().changeReturnType(Object.class));
    // (Object result, Bytes text) after the cast's own parameters, then unboxed
    var checked = MethodHandles.collectArguments(present, 0, boxed);
    var parameters = boxed.type().parameterList();
    var order = new int[parameters.size() + 1];
    for (int i = 0; i < parameters.size(); i++) {
      order[i] = i;
    }
    order[parameters.size()] = value;
    var once =
        MethodHandles.permuteArguments(
            checked, MethodType.methodType(Object.class, parameters), order);
    return with(cast, once.asType(once.type().changeReturnType(JavaType.of(to.layout()))), false);
  }

  /// Turns an error into null.
  private static Implementation orNull(Implementation cast) {
    var handle = cast.handle();
    var boxed = handle.asType(handle.type().changeReturnType(handle.type().wrap().returnType()));
    var none =
        MethodHandles.dropArguments(
            MethodHandles.constant(boxed.type().returnType(), null), 0, MutiraoException.class);
    return with(cast, MethodHandles.catchException(boxed, MutiraoException.class, none), true);
  }

  private static MethodHandle virtual(Class<?> owner, String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Object present(@Nullable Object result, Bytes text, String type) {
    if (result == null) {
      throw QueryErrors.invalidCast(text.text(), type);
    }
    return result;
  }

  static @Nullable Byte toByte(@Nullable Long value) {
    return value == null ? null : (Byte) value.byteValue();
  }

  static @Nullable Short toShort(@Nullable Long value) {
    return value == null ? null : (Short) value.shortValue();
  }

  static @Nullable Integer toInt(@Nullable Long value) {
    return value == null ? null : (Integer) value.intValue();
  }

  static @Nullable Bytes write(TextBuffer buffer, byte @Nullable [] bytes) {
    return bytes == null ? null : buffer.of(bytes);
  }

  static String longDecimal(Int128 unscaled, int scale) {
    return new BigDecimal(unscaled.toBigInteger(), scale).toPlainString();
  }

  static String hexadecimal(Bytes bytes) {
    return "\\x" + java.util.HexFormat.of().formatHex(bytes.toArray());
  }

  static Bytes cut(Bytes text, int length) {
    return text.length() <= length ? text : text.slice(0, Utf8.offset(text, length));
  }

  static long one(boolean value) {
    return value ? 1 : 0;
  }

  static boolean isNotZero(long value) {
    return value != 0;
  }

  static int date(long micros) {
    return Calendar.dayOf(micros);
  }

  static long time(long micros) {
    return Calendar.timeOf(micros);
  }

  static long dateToInstant(int day, ZoneId zone) {
    return Calendar.toInstant(Calendar.midnight(day), zone);
  }

  static int instantToDate(long micros, ZoneId zone) {
    return Calendar.dayOf(Calendar.toClock(micros, zone));
  }

  static long instantToTime(long micros, ZoneId zone) {
    return Calendar.timeOf(Calendar.toClock(micros, zone));
  }
}
