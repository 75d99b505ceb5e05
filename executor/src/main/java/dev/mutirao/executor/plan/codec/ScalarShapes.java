package dev.mutirao.executor.plan.codec;

import dev.mutirao.connectors.type.Binary;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/// How values without parts are spelled.
final class ScalarShapes {
  static final Map<Class<?>, Shape> BY_CLASS = byClass();

  private ScalarShapes() {}

  private static Map<Class<?>, Shape> byClass() {
    var shapes = new HashMap<Class<?>, Shape>();
    var bool =
        Shape.of(
            Boolean.class,
            (value, writer) -> writer.count(value ? 1 : 0),
            reader -> reader.tag(2) == 1);
    var int32 =
        Shape.of(
            Integer.class,
            (value, writer) -> writer.integer(value),
            reader -> Math.toIntExact(reader.integer()));
    var int64 = Shape.of(Long.class, (value, writer) -> writer.integer(value), WireReader::integer);
    var float64 =
        Shape.of(
            Double.class,
            (value, writer) -> writer.fixed(Double.doubleToRawLongBits(value)),
            reader -> Double.longBitsToDouble(reader.fixed()));
    shapes.put(boolean.class, bool);
    shapes.put(Boolean.class, bool);
    shapes.put(int.class, int32);
    shapes.put(Integer.class, int32);
    shapes.put(long.class, int64);
    shapes.put(Long.class, int64);
    shapes.put(double.class, float64);
    shapes.put(Double.class, float64);
    add(
        shapes,
        Shape.of(String.class, (value, writer) -> writer.text(value), WireReader::text),
        String.class);
    add(
        shapes,
        Shape.of(byte[].class, (value, writer) -> writer.block(value), WireReader::block),
        byte[].class);
    add(
        shapes,
        Shape.of(
            Binary.class,
            (value, writer) -> writer.block(value.bytes()),
            reader -> new Binary(reader.block())),
        Binary.class);
    add(
        shapes,
        Shape.of(
            BigInteger.class,
            (value, writer) -> writer.block(value.toByteArray()),
            reader -> new BigInteger(reader.block())),
        BigInteger.class);
    add(
        shapes,
        Shape.of(
            UUID.class,
            (value, writer) -> {
              writer.fixed(value.getMostSignificantBits());
              writer.fixed(value.getLeastSignificantBits());
            },
            reader -> new UUID(reader.fixed(), reader.fixed())),
        UUID.class);
    add(
        shapes,
        Shape.of(
            Duration.class,
            (value, writer) -> writer.integer(value.toNanos()),
            reader -> Duration.ofNanos(reader.integer())),
        Duration.class);
    add(
        shapes,
        Shape.of(
            Instant.class,
            (value, writer) -> writer.integer(value.toEpochMilli()),
            reader -> Instant.ofEpochMilli(reader.integer())),
        Instant.class);
    add(
        shapes,
        Shape.of(
            OptionalInt.class,
            (value, writer) -> {
              writer.count(value.isPresent() ? 1 : 0);
              value.ifPresent(writer::integer);
            },
            reader ->
                reader.tag(2) == 0
                    ? OptionalInt.empty()
                    : OptionalInt.of(Math.toIntExact(reader.integer()))),
        OptionalInt.class);
    add(
        shapes,
        Shape.of(
            OptionalLong.class,
            (value, writer) -> {
              writer.count(value.isPresent() ? 1 : 0);
              value.ifPresent(writer::integer);
            },
            reader ->
                reader.tag(2) == 0 ? OptionalLong.empty() : OptionalLong.of(reader.integer())),
        OptionalLong.class);
    return Map.copyOf(shapes);
  }

  private static void add(Map<Class<?>, Shape> shapes, Shape shape, Class<?> type) {
    shapes.put(type, shape);
  }
}
