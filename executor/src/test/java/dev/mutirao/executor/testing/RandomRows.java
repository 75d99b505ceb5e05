package dev.mutirao.executor.testing;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Seeded random rows with many equal values, NULLs and the values at the edges of each type.
public final class RandomRows {
  /// One type of every layout, and more where equal layouts hold other values.
  public static final List<Type> TYPES =
      List.of(
          Type.Simple.BOOLEAN,
          Type.Simple.TINYINT,
          Type.Simple.SMALLINT,
          Type.Simple.INTEGER,
          Type.Simple.BIGINT,
          Type.Simple.REAL,
          Type.Simple.DOUBLE,
          Type.Simple.VARCHAR,
          Type.Simple.VARBINARY,
          Type.Simple.DATE,
          Type.Simple.TIMESTAMP,
          new Type.Decimal(12, 2),
          new Type.Decimal(38, 4));

  private static final String[] TEXTS = {
    "",
    "a",
    "aa",
    "a\u0000",
    "abcdefg",
    "abcdefgh",
    "abcdefghi",
    "abcdefg\u0000",
    "São Paulo",
    "zebra",
    "the same beginning, then 1",
    "the same beginning, then 2",
    "\uD83D\uDE00",
    "\uFFFF"
  };

  private final Random random;
  private final int distinct;
  private final double nulls;

  /// @param distinct about how many different values a column has
  /// @param nulls the share of NULLs
  public RandomRows(long seed, int distinct, double nulls) {
    this.random = new Random(seed);
    this.distinct = distinct;
    this.nulls = nulls;
  }

  public List<List<Literal>> rows(Schema schema, int count) {
    var rows = new ArrayList<List<Literal>>(count);
    for (int row = 0; row < count; row++) {
      var cells = new ArrayList<Literal>(schema.size());
      for (var field : schema.fields()) {
        cells.add(value(field.type()));
      }
      rows.add(cells);
    }
    return rows;
  }

  public Literal value(Type type) {
    if (random.nextDouble() < nulls) {
      return Literal.ofNull(type);
    }
    long number = random.nextInt(8) == 0 ? edge(type) : random.nextInt(distinct) - distinct / 3;
    return new Literal(
        type,
        switch (type.layout()) {
          case BIT -> (Object) (number % 2 == 0);
          case INT8 -> (long) (byte) number;
          case INT16 -> (long) (short) number;
          case INT32 -> (long) (int) number;
          case INT64 -> type instanceof Type.Decimal ? number % 1_000_000_000_000L : number;
          case FLOAT32 -> (double) (float) floating(number);
          case FLOAT64 -> floating(number);
          case INT128 ->
              random.nextBoolean()
                  ? BigInteger.valueOf(number)
                  : BigInteger.TEN.pow(30).multiply(BigInteger.valueOf(number % 1_000_000));
          case BYTES ->
              type == Type.Simple.VARBINARY
                  ? new Binary(new byte[] {(byte) number, (byte) (number >> 3)})
                  : text(number);
        });
  }

  private static long edge(Type type) {
    return switch (type.layout()) {
      case INT8 -> Byte.MIN_VALUE;
      case INT16 -> Short.MAX_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> Long.MAX_VALUE;
      case BIT, FLOAT32, FLOAT64, INT128, BYTES -> 3;
    };
  }

  private double floating(long number) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      case 2 -> 0.0;
      case 3 -> Double.NEGATIVE_INFINITY;
      case 4 -> Double.POSITIVE_INFINITY;
      default -> number / 4.0;
    };
  }

  private String text(long number) {
    return random.nextBoolean()
        ? TEXTS[(int) Math.floorMod(number, (long) TEXTS.length)]
        : "k" + number;
  }
}
