package dev.mutirao.executor.testing;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Seeded values of every type, small ones and those at the edges more often than chance would have
/// them.
public final class RandomValues {
  private static final String[] TEXTS = {
    "",
    "a",
    "ab",
    "abc",
    "São Paulo",
    "são paulo",
    "ÃO",
    "x%y_z",
    "日本語テキスト",
    "😀 smile",
    "  padded  ",
    "a much longer text that does not fit a word",
    "A,B,C",
    "2024-02-29",
    "17",
    "-3.5",
    "true"
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.0,
    -1.5,
    2.5,
    1e300,
    -1e-300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e18
  };

  private RandomValues() {}

  /// A value that is not NULL.
  public static Literal value(Type type, Random random) {
    return new Literal(
        type,
        switch (type.layout()) {
          case BIT -> random.nextBoolean();
          case INT8 -> (long) (byte) integer(random, 8);
          case INT16 -> (long) (short) integer(random, 16);
          case INT32 ->
              type == Type.Simple.DATE ? integer(random, 16) : (long) (int) integer(random, 32);
          case INT64 ->
              switch (type) {
                case Type.Decimal decimal -> unscaled(random, decimal.precision()).longValue();
                case Type.Simple simple ->
                    simple == Type.Simple.BIGINT ? integer(random, 64) : micros(simple, random);
              };
          case FLOAT32 -> (double) (float) floating(random);
          case FLOAT64 -> floating(random);
          case INT128 -> unscaled(random, ((Type.Decimal) type).precision());
          case BYTES -> {
            var text = TEXTS[random.nextInt(TEXTS.length)];
            yield type == Type.Simple.VARBINARY
                ? new Binary(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : text;
          }
        });
  }

  /// `rows` values, about `nulls` of them NULL (a share from 0 to 1).
  public static List<Literal> values(Type type, int rows, double nulls, Random random) {
    var values = new ArrayList<Literal>(rows);
    for (int row = 0; row < rows; row++) {
      boolean isNull = type == Type.Simple.NULL || random.nextDouble() < nulls;
      values.add(isNull ? Literal.ofNull(type) : value(type, random));
    }
    return values;
  }

  private static long integer(Random random, int bits) {
    return switch (random.nextInt(8)) {
      case 0 -> (1L << bits - 1) - 1;
      case 1 -> -1L << bits - 1;
      case 2 -> random.nextLong() >> 64 - bits;
      default -> random.nextInt(21) - 10;
    };
  }

  private static long micros(Type.Simple type, Random random) {
    long day = 86_400_000_000L;
    return type == Type.Simple.TIME
        ? Math.floorMod(random.nextLong(), day)
        : random.nextLong() % (40_000 * day) / (random.nextBoolean() ? 1 : 1_000_000);
  }

  private static double floating(Random random) {
    return random.nextInt(3) == 0
        ? DOUBLES[random.nextInt(DOUBLES.length)]
        : (random.nextInt(2001) - 1000) / 8.0;
  }

  private static BigInteger unscaled(Random random, int precision) {
    var bound = BigInteger.TEN.pow(random.nextInt(4) == 0 ? precision : Math.min(precision, 4));
    return new BigInteger(140, random)
        .mod(bound.shiftLeft(1).subtract(BigInteger.ONE))
        .subtract(bound)
        .add(BigInteger.ONE);
  }
}
