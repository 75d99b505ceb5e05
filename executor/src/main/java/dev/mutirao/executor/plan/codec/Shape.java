package dev.mutirao.executor.plan.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;

/// How the values of one Java type are spelled.
interface Shape {
  void write(Object value, WireWriter writer);

  /// A value as {@link #write} takes it, never null.
  Object read(WireReader reader);

  static <T> Shape of(
      Class<T> type, BiConsumer<T, WireWriter> write, Function<WireReader, T> read) {
    return new Shape() {
      @Override
      public void write(Object value, WireWriter writer) {
        write.accept(type.cast(value), writer);
      }

      @Override
      public Object read(WireReader reader) {
        return read.apply(reader);
      }
    };
  }
}
