package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ColumnBuilder;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;

/// Batches with a column of every type that Parquet holds, from a seed: extreme values, NULLs,
/// repeated and distinct values, flat and dictionary-encoded columns.
final class RandomRows {
  static final List<Type> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          Simple.VARCHAR,
          Simple.VARBINARY,
          Simple.DATE,
          Simple.TIME,
          Simple.TIMESTAMP,
          Simple.INSTANT,
          new Type.Decimal(5, 2),
          new Type.Decimal(9, 0),
          new Type.Decimal(18, 6),
          new Type.Decimal(38, 10));

  private static final long DAY = 86_400_000_000L;

  private final Random random;
  private final BufferAllocator allocator;

  RandomRows(long seed, BufferAllocator allocator) {
    this.random = new Random(seed);
    this.allocator = allocator;
  }

  static Schema schema() {
    var fields = new ArrayList<Field>();
    for (var type : TYPES) {
      fields.add(Field.of("c" + fields.size() + " " + type.sql(), type));
    }
    return new Schema(fields);
  }

  Batch batch(int rows) {
    return new Batch(rows, TYPES.stream().map(type -> column(type, rows)).toList());
  }

  private Column column(Type type, int rows) {
    int distinct = random.nextBoolean() ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
    boolean nulls = random.nextInt(3) > 0;
    return random.nextInt(3) == 0
        ? encoded(type, rows, Math.min(distinct, 50), nulls)
        : flat(type, rows, distinct, nulls);
  }

  private Column flat(Type type, int rows, int distinct, boolean nulls) {
    try (var builder = new ColumnBuilder(type, rows, allocator)) {
      for (int row = 0; row < rows; row++) {
        if (nulls && random.nextInt(5) == 0) {
          builder.appendNull();
        } else {
          builder.append(value(type, distinct));
        }
      }
      return builder.build();
    }
  }

  private Column encoded(Type type, int rows, int entries, boolean nulls) {
    var dictionary = flat(type, entries, Integer.MAX_VALUE, false);
    var indices = allocator.buffer(4L * rows);
    for (int row = 0; row < rows; row++) {
      indices.setInt(4L * row, random.nextInt(entries));
    }
    var validity = nulls ? allocator.buffer(Memory.bitmapBytes(rows)) : null;
    for (long at = 0; validity != null && at < validity.capacity(); at++) {
      validity.setByte(at, random.nextInt(256));
    }
    return Column.dictionary(rows, validity, indices, dictionary);
  }

  private Literal value(Type type, int distinct) {
    return switch (type) {
      case Type.Decimal decimal -> decimal(decimal);
      case Simple simple -> new Literal(type, simple(simple, random.nextInt(distinct)));
    };
  }

  private Literal decimal(Type.Decimal type) {
    var most = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    var number =
        switch (random.nextInt(4)) {
          case 0 -> most;
          case 1 -> most.negate();
          default -> new BigInteger(120, random).mod(most).subtract(most.shiftRight(1));
        };
    return new Literal(type, type.isShort() ? (Object) number.longValueExact() : number);
  }

  private Object simple(Simple type, int number) {
    return switch (type) {
      case BOOLEAN -> number % 2 == 0;
      case TINYINT -> number % 7 == 0 ? Byte.MIN_VALUE : (long) (byte) number;
      case SMALLINT -> number % 7 == 0 ? Short.MIN_VALUE : (long) (short) number;
      case INTEGER -> number % 7 == 0 ? Integer.MIN_VALUE : (long) -number;
      case BIGINT -> number % 7 == 0 ? Long.MIN_VALUE : number * 4_000_000_007L;
      case REAL -> special(number, Float.MAX_VALUE, v -> (double) v.floatValue());
      case DOUBLE -> special(number, Double.MIN_VALUE, v -> v);
      case VARCHAR -> text(number);
      case VARBINARY -> new Binary(new byte[] {(byte) number, 0, (byte) (number >>> 8), -1});
      case DATE -> number % 7 == 0 ? 2_932_896L : (long) (number % 60_000 - 20_000);
      case TIME -> number % 7 == 0 ? DAY - 1 : number * 1_000_003L % DAY;
      case TIMESTAMP, INSTANT -> number % 7 == 0 ? 253_402_300_799_999_999L : number * 1_000_003L;
      case INTERVAL_MONTHS, INTERVAL_MICROS, NULL -> throw new IllegalArgumentException(type.sql());
    };
  }

  private static double special(int number, double extreme, Function<Double, Double> rounded) {
    return switch (number % 11) {
      case 0 -> -0.0;
      case 1 -> 0.0;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> extreme;
      default -> rounded.apply(number / 7.0 - 1e8);
    };
  }

  private static String text(int number) {
    return switch (number % 9) {
      case 0 -> "";
      case 1 -> "São Paulo \uD83D\uDE00 " + number;
      case 2 -> "x".repeat(63) + "é" + "y".repeat(number % 100);
      case 3 -> "line\nbreak, \"quote\" and tab\t";
      default -> "t" + number;
    };
  }
}
