package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Bytes;
import dev.mutirao.executor.function.Implementation;
import dev.mutirao.executor.function.JavaType;
import dev.mutirao.executor.function.KeptBytes;
import dev.mutirao.executor.function.Preparation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The values of an IN list, hashed.
sealed interface InSet {
  /// How a shape calls the test: `in(operand, set)`.
  String FUNCTION = "in(set)";

  static InSet of(List<Literal> values, Type type) {
    return switch (type.layout()) {
      case BIT ->
          Longs.of(values.stream().mapToLong(value -> (Boolean) value.value() ? 1 : 0).toArray());
      case INT8, INT16, INT32, INT64 ->
          Longs.of(values.stream().mapToLong(value -> (Long) value.value()).toArray());
      case FLOAT32, FLOAT64 ->
          Longs.of(
              values.stream().mapToLong(value -> Longs.bits((Double) value.value())).toArray());
      case INT128 ->
          new Wide(
              new HashSet<>(
                  values.stream().map(value -> Int128.of((BigInteger) value.value())).toList()));
      case BYTES -> Texts.of(values.stream().map(value -> KeptBytes.of(value.bytes())).toList());
    };
  }

  /// The test `(value, InSet) -> boolean`.
  static Implementation implementation(Layout layout) {
    var owner =
        switch (layout) {
          case BIT, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> Longs.class;
          case INT128 -> Wide.class;
          case BYTES -> Texts.class;
        };
    var parameter =
        switch (layout) {
          case BIT -> boolean.class;
          case INT8, INT16, INT32, INT64 -> long.class;
          case FLOAT32, FLOAT64 -> double.class;
          case INT128, BYTES -> JavaType.of(layout);
        };
    try {
      MethodHandle contains =
          MethodHandles.lookup()
              .findVirtual(owner, "contains", MethodType.methodType(boolean.class, parameter));
      var valueFirst =
          MethodHandles.permuteArguments(
              contains, MethodType.methodType(boolean.class, parameter, owner), 1, 0);
      return new Implementation(
          valueFirst.asType(MethodType.methodType(boolean.class, JavaType.of(layout), owner)),
          false,
          false,
          false,
          false,
          Optional.of(new Preparation(1, 1, MethodHandles.identity(owner))));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Numbers of up to 64 bits in an open-addressed table, at most half full.
  final class Longs implements InSet {
    private final long[] slots;
    private final boolean[] used;
    private final int mask;

    private Longs(int capacity) {
      slots = new long[capacity];
      used = new boolean[capacity];
      mask = capacity - 1;
    }

    static Longs of(long... values) {
      var set = new Longs(Integer.highestOneBit(Math.max(1, values.length)) * 4);
      for (long value : values) {
        int slot = set.slot(value);
        set.slots[slot] = value;
        set.used[slot] = true;
      }
      return set;
    }

    boolean contains(long value) {
      return used[slot(value)];
    }

    boolean contains(boolean value) {
      return contains(value ? 1L : 0L);
    }

    boolean contains(double value) {
      return contains(bits(value));
    }

    /// -0 as 0, every NaN alike.
    static long bits(double value) {
      return Double.doubleToLongBits(value + 0.0);
    }

    private int slot(long value) {
      int slot = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
      while (used[slot] && slots[slot] != value) {
        slot = slot + 1 & mask;
      }
      return slot;
    }
  }

  /// Decimals of 128 bits.
  record Wide(Set<Int128> values) implements InSet {
    boolean contains(Int128 value) {
      return values.contains(value);
    }
  }

  /// Texts and bytes.
  final class Texts implements InSet {
    private final Bytes[] slots;
    private final int mask;

    private Texts(int capacity) {
      slots = new Bytes[capacity];
      mask = capacity - 1;
    }

    static Texts of(List<Bytes> values) {
      var set = new Texts(Integer.highestOneBit(Math.max(1, values.size())) * 4);
      for (var value : values) {
        set.slots[set.slot(value)] = value;
      }
      return set;
    }

    boolean contains(Bytes value) {
      return slots[slot(value)] != null;
    }

    private int slot(Bytes value) {
      int slot = value.contentHash() & mask;
      while (slots[slot] != null && !slots[slot].sameContent(value)) {
        slot = slot + 1 & mask;
      }
      return slot;
    }
  }
}
