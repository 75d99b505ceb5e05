package dev.mutirao.executor.window;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.BOOLEAN;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static dev.mutirao.connectors.type.Type.Simple.REAL;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/// Seeded random rows, window calls and frames.
final class RandomWindows {
  private static final Type SHORT = new Type.Decimal(12, 2);
  private static final Type WIDE = new Type.Decimal(38, 4);

  /// The last column is different in every row.
  static final Schema SCHEMA =
      Schema.of(
          Field.of("part", VARCHAR),
          Field.of("other", INTEGER),
          Field.of("whole", BIGINT),
          Field.of("less", BIGINT),
          Field.of("more", BIGINT),
          Field.of("float", DOUBLE),
          Field.of("below", DOUBLE),
          Field.of("above", DOUBLE),
          Field.of("wide", WIDE),
          Field.of("under", WIDE),
          Field.of("over", WIDE),
          Field.of("money", SHORT),
          Field.of("real", REAL),
          Field.of("truth", BOOLEAN),
          Field.of("small", BIGINT),
          Field.of("id", BIGINT));

  /// Columns with two columns after them: the value moved down and up.
  private static final List<Integer> RANGE_KEYS = List.of(2, 5, 8);

  private static final int TRUTH = 13;
  private static final int SMALL = 14;
  private static final List<Integer> NUMBERS = List.of(1, 2, 5, 8, 11, 12, SMALL);

  private static final List<Integer> FLOATS = List.of(5, 12);
  private static final double[] LEVELS = {0, 0.3, 0.5, 0.875, 0.99, 1};

  private static final int MANY = 100;

  private final Random random;
  private final double nulls;
  private final int partitions;
  private final double magnitude;

  RandomWindows(long seed) {
    this(seed, 1 + (int) (seed % 5));
  }

  /// @param partitions about how many different values the first column has
  RandomWindows(long seed, int partitions) {
    this.random = new Random(seed);
    this.nulls = random.nextInt(3) * 0.15;
    this.partitions = partitions;
    this.magnitude = List.of(1.0, 1e15, 1e200).get(random.nextInt(3));
  }

  List<List<Literal>> rows(int count) {
    return IntStream.range(0, count).mapToObj(this::row).toList();
  }

  private List<Literal> row(int id) {
    var row = new ArrayList<Literal>();
    var partition = Literal.of("p" + random.nextInt(partitions));
    row.add(partitions < MANY ? orNull(partition) : partition); // NULL would be a large one
    row.add(orNull(new Literal(INTEGER, (long) random.nextInt(3))));
    long whole = random.nextInt(8);
    addMoved(row, BIGINT, whole, whole - 2, whole + 1);
    double number = number();
    addMoved(row, DOUBLE, number, number - 1.5, number + magnitude);
    var wide = BigInteger.valueOf(random.nextInt(6)).multiply(BigInteger.TEN.pow(25));
    addMoved(row, WIDE, wide, wide.subtract(BigInteger.TEN), wide.add(BigInteger.TEN.pow(25)));
    row.add(orNull(new Literal(SHORT, random.nextLong(-1_000_000, 1_000_000))));
    row.add(orNull(new Literal(REAL, (double) (float) (number() / magnitude))));
    row.add(orNull(Literal.of(random.nextBoolean())));
    row.add(orNull(Literal.of(random.nextInt(4))));
    row.add(Literal.of((long) id));
    return row;
  }

  private void addMoved(List<Literal> row, Type type, Object value, Object down, Object up) {
    boolean isNull = random.nextDouble() < nulls;
    for (var each : List.of(value, down, up)) {
      row.add(isNull ? Literal.ofNull(type) : new Literal(type, each));
    }
  }

  private Literal orNull(Literal value) {
    return random.nextDouble() < nulls ? Literal.ofNull(value.type()) : value;
  }

  private double number() {
    return switch (random.nextInt(12)) {
      case 0 -> -0.0;
      case 1 -> 0.1;
      case 2 -> random.nextInt(20) == 0 ? Double.NaN : 1;
      case 3 -> random.nextInt(20) == 0 ? Double.POSITIVE_INFINITY : magnitude;
      case 4 -> random.nextInt(20) == 0 ? Double.NEGATIVE_INFINITY : -magnitude;
      default -> random.nextGaussian() * (random.nextInt(4) == 0 ? magnitude : 1);
    };
  }

  /// A window with random calls over {@link #SCHEMA}.
  PlanNode.Window window() {
    var partitionBy =
        List.of(List.<Integer>of(), List.of(0), List.of(1), List.of(0, 1)).get(random.nextInt(4));
    boolean ranges = random.nextBoolean();
    int rangeKey = RANGE_KEYS.get(random.nextInt(RANGE_KEYS.size()));
    var orderBy = new ArrayList<SortKey>();
    if (ranges) {
      orderBy.add(key(rangeKey));
    } else {
      for (int left = random.nextInt(3); left > 0; left--) {
        orderBy.add(key(random.nextInt(SCHEMA.size() - 1)));
      }
    }
    var calls = new ArrayList<WindowCall>();
    var kept =
        IntStream.range(0, SCHEMA.size()).filter(column -> random.nextInt(8) > 0).boxed().toList();
    var fields = new ArrayList<>(SCHEMA.select(kept).fields());
    for (int left = 1 + random.nextInt(5); left > 0; left--) {
      var frame = ranges && random.nextBoolean() ? range(rangeKey, orderBy.getFirst()) : frame();
      calls.add(call(frame));
      fields.add(Field.of("call", calls.getLast().type()));
    }
    return new PlanNode.Window(
        new PlanNode.Values(SCHEMA, List.of()),
        partitionBy,
        orderBy,
        calls,
        kept,
        new Schema(fields));
  }

  private <T> T pick(T[] all) {
    return List.of(all).get(random.nextInt(all.length));
  }

  private SortKey key(int column) {
    return new SortKey(column, random.nextBoolean(), random.nextBoolean());
  }

  private WindowFrame range(int key, SortKey order) {
    // Rows before the current one have smaller keys, or greater ones in a descending order.
    int before = order.descending() ? key + 2 : key + 1;
    int after = order.descending() ? key + 1 : key + 2;
    var start =
        List.of(
                new FrameBound.UnboundedPreceding(),
                new FrameBound.CurrentRow(),
                new FrameBound.Value(key, before),
                new FrameBound.Value(key, after))
            .get(random.nextInt(4));
    var end =
        List.of(
                new FrameBound.UnboundedFollowing(),
                new FrameBound.CurrentRow(),
                new FrameBound.Value(key, before),
                new FrameBound.Value(key, after))
            .get(random.nextInt(4));
    return new WindowFrame(WindowFrame.Unit.RANGE, start, end, exclusion());
  }

  private WindowFrame frame() {
    var unit = pick(WindowFrame.Unit.values());
    return new WindowFrame(unit, bound(unit, false), bound(unit, true), exclusion());
  }

  private FrameBound bound(WindowFrame.Unit unit, boolean end) {
    return switch (random.nextInt(unit == WindowFrame.Unit.RANGE ? 2 : 4)) {
      case 0 -> end ? new FrameBound.UnboundedFollowing() : new FrameBound.UnboundedPreceding();
      case 1 -> new FrameBound.CurrentRow();
      case 2 -> new FrameBound.Rows(random.nextInt(-3, 4));
      default -> new FrameBound.Rows(random.nextInt(5) == 0 ? Long.MAX_VALUE : -40);
    };
  }

  private WindowFrame.Exclusion exclusion() {
    return random.nextBoolean()
        ? WindowFrame.Exclusion.NO_OTHERS
        : pick(WindowFrame.Exclusion.values());
  }

  private WindowCall call(WindowFrame frame) {
    return switch (random.nextInt(8)) {
      case 0 -> new WindowCall.Rank(pick(WindowCall.Rank.Kind.values()));
      case 1 -> new WindowCall.Ntile(1 + random.nextInt(7));
      case 2 -> shifted();
      case 3 -> frameValue(frame);
      default -> new WindowCall.Aggregated(aggregate(), frame);
    };
  }

  private WindowCall shifted() {
    int value = random.nextInt(SCHEMA.size());
    var type = SCHEMA.type(value);
    return new WindowCall.Shifted(
        value,
        random.nextBoolean(),
        random.nextBoolean()
            ? new Expression.InputColumn(SMALL, BIGINT)
            : new Expression.Constant(Literal.of(random.nextInt(-3, 4))),
        switch (random.nextInt(3)) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(new Expression.Constant(Literal.ofNull(type)));
          default -> Optional.of(new Expression.InputColumn(value, type));
        },
        random.nextBoolean(),
        type);
  }

  private WindowCall frameValue(WindowFrame frame) {
    int value = random.nextInt(SCHEMA.size());
    var place = pick(WindowCall.FrameValue.Place.values());
    return new WindowCall.FrameValue(
        value,
        place,
        place == WindowCall.FrameValue.Place.NTH
            ? Optional.of(new Expression.Constant(Literal.of(1 + random.nextInt(4))))
            : Optional.empty(),
        random.nextBoolean(),
        frame,
        SCHEMA.type(value));
  }

  /// A call of any aggregate.
  AggregateCall aggregate() {
    var name =
        List.of(
                "count",
                "count",
                "sum",
                "avg",
                "sum",
                "min",
                "max",
                "any_value",
                "bool_and",
                "value_at_risk",
                "expected_shortfall")
            .get(random.nextInt(11));
    boolean isRisk = name.equals("value_at_risk") || name.equals("expected_shortfall");
    var arguments =
        switch (name) {
          case "count" ->
              List.of(List.<Integer>of(), List.of(0), List.of(2, 5)).get(random.nextInt(3));
          case "sum", "avg" -> List.of(NUMBERS.get(random.nextInt(NUMBERS.size())));
          case "bool_and" -> List.of(TRUTH);
          case "value_at_risk", "expected_shortfall" ->
              List.of(FLOATS.get(random.nextInt(FLOATS.size())));
          default -> List.of(random.nextInt(SCHEMA.size()));
        };
    var types = arguments.stream().map(SCHEMA::type).toList();
    return new AggregateCall(
        name,
        arguments,
        types,
        isRisk ? List.of(Literal.of(LEVELS[random.nextInt(LEVELS.length)])) : List.of(),
        List.of(),
        false,
        random.nextInt(3) == 0 ? OptionalInt.of(TRUTH) : OptionalInt.empty(),
        isRisk ? DOUBLE : AggregateFunctions.resolve(name, types).orElseThrow().resultType());
  }
}
