package dev.mutirao.executor.userfunction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the values of fields that are references: boxes, texts, numbers, dates, and arrays of
/// these and of primitives, any of which may be null.
interface FieldValues {
  void write(@Nullable Object value, DataOutput out) throws IOException;

  @Nullable Object read(DataInput in) throws IOException;

  /// Writes a value that is not null.
  interface Writing<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /// Reads it.
  interface Reading<T> {
    T read(DataInput in) throws IOException;
  }

  Map<Class<?>, FieldValues> KNOWN =
      Map.ofEntries(
          known(Boolean.class, (value, out) -> out.writeBoolean(value), DataInput::readBoolean),
          known(Byte.class, (value, out) -> out.writeByte(value), DataInput::readByte),
          known(Short.class, (value, out) -> out.writeShort(value), DataInput::readShort),
          known(Character.class, (value, out) -> out.writeChar(value), DataInput::readChar),
          known(Integer.class, (value, out) -> out.writeInt(value), DataInput::readInt),
          known(Long.class, (value, out) -> out.writeLong(value), DataInput::readLong),
          known(Float.class, (value, out) -> out.writeFloat(value), DataInput::readFloat),
          known(Double.class, (value, out) -> out.writeDouble(value), DataInput::readDouble),
          known(
              String.class,
              (value, out) -> bytes(value.getBytes(StandardCharsets.UTF_8), out),
              in -> new String(bytes(in), StandardCharsets.UTF_8)),
          known(
              BigInteger.class,
              (value, out) -> bytes(value.toByteArray(), out),
              in -> new BigInteger(bytes(in))),
          known(
              BigDecimal.class,
              (value, out) -> {
                out.writeInt(value.scale());
                bytes(value.unscaledValue().toByteArray(), out);
              },
              in -> {
                int scale = in.readInt();
                return new BigDecimal(new BigInteger(bytes(in)), scale);
              }),
          known(
              LocalDate.class,
              (value, out) -> out.writeLong(value.toEpochDay()),
              in -> LocalDate.ofEpochDay(in.readLong())),
          known(
              LocalDateTime.class,
              (value, out) -> instant(value.toInstant(ZoneOffset.UTC), out),
              in -> LocalDateTime.ofInstant(instant(in), ZoneOffset.UTC)),
          known(
              int[].class,
              (value, out) -> {
                out.writeInt(value.length);
                for (int number : value) {
                  out.writeInt(number);
                }
              },
              in -> {
                var numbers = new int[in.readInt()];
                for (int i = 0; i < numbers.length; i++) {
                  numbers[i] = in.readInt();
                }
                return numbers;
              }),
          known(
              long[].class,
              (value, out) -> {
                out.writeInt(value.length);
                for (long number : value) {
                  out.writeLong(number);
                }
              },
              in -> {
                var numbers = new long[in.readInt()];
                for (int i = 0; i < numbers.length; i++) {
                  numbers[i] = in.readLong();
                }
                return numbers;
              }),
          known(
              double[].class,
              (value, out) -> {
                out.writeInt(value.length);
                for (double number : value) {
                  out.writeDouble(number);
                }
              },
              in -> {
                var numbers = new double[in.readInt()];
                for (int i = 0; i < numbers.length; i++) {
                  numbers[i] = in.readDouble();
                }
                return numbers;
              }),
          known(byte[].class, FieldValues::bytes, FieldValues::bytes),
          known(Instant.class, FieldValues::instant, FieldValues::instant));

  /// Empty for types that do not travel.
  static Optional<FieldValues> of(Class<?> type) {
    if (!type.isArray() || KNOWN.containsKey(type)) {
      return Optional.ofNullable(KNOWN.get(type));
    }
    var element = type.getComponentType();
    return (element.isPrimitive() ? of(box(element)) : of(element))
        .map(values -> array(element, values));
  }

  private static <T> Map.Entry<Class<?>, FieldValues> known(
      Class<T> type, Writing<T> writing, Reading<T> reading) {
    return Map.entry(
        type, nullable((value, out) -> writing.write(type.cast(value), out), reading::read));
  }

  private static FieldValues nullable(Writing<Object> writing, Reading<Object> reading) {
    return new FieldValues() {
      @Override
      public void write(@Nullable Object value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
          writing.write(value, out);
        }
      }

      @Override
      public @Nullable Object read(DataInput in) throws IOException {
        return in.readBoolean() ? reading.read(in) : null;
      }
    };
  }

  private static FieldValues array(Class<?> element, FieldValues values) {
    return nullable(
        (value, out) -> {
          int length = Array.getLength(value);
          out.writeInt(length);
          for (int i = 0; i < length; i++) {
            values.write(Array.get(value, i), out);
          }
        },
        in -> {
          var array = Array.newInstance(element, in.readInt());
          for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, values.read(in));
          }
          return array;
        });
  }

  private static Class<?> box(Class<?> primitive) {
    return java.lang.invoke.MethodType.methodType(primitive).wrap().returnType();
  }

  private static void bytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInput in) throws IOException {
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static void instant(Instant instant, DataOutput out) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant instant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
