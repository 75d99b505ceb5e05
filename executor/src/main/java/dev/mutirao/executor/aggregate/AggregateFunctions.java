package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.BOOLEAN;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.VARBINARY;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The registry of aggregates: which names exist, what types they take and give, and what a partial
/// state is made of.
public final class AggregateFunctions {
  private static final List<AggregateDescription> ALL =
      List.of(
          new AggregateDescription(
              "any_value",
              "any_value(x)",
              "One of the values that are not NULL: the least.",
              "any_value(x)"),
          new AggregateDescription(
              "avg",
              "avg(x)",
              "Mean of the values that are not NULL; over DOUBLE the exact sum, rounded once, by the count.",
              "avg(x)"),
          new AggregateDescription(
              "bool_and",
              "bool_and(x)",
              "Whether all values that are not NULL are true.",
              "bool_and(x > 0)"),
          new AggregateDescription(
              "bool_or",
              "bool_or(x)",
              "Whether any value that is not NULL is true.",
              "bool_or(x > 0)"),
          new AggregateDescription(
              "count",
              "count(*), count(x, ...)",
              "Number of rows, or of rows where no argument is NULL.",
              "count(*)"),
          new AggregateDescription(
              "every", "every(x)", "Standard SQL's name for bool_and.", "every(x > 0)"),
          new AggregateDescription(
              "max",
              "max(x)",
              "Greatest value that is not NULL; NaN is greater than every number.",
              "max(x)"),
          new AggregateDescription("min", "min(x)", "Least value that is not NULL.", "min(x)"),
          new AggregateDescription(
              "sum",
              "sum(x)",
              "Sum of the values that are not NULL, NULL when there is none; over DOUBLE exact and rounded once.",
              "sum(x)"));

  private AggregateFunctions() {}

  /// All aggregates, by name.
  public static List<AggregateDescription> all() {
    return ALL;
  }

  /// The aggregate `name` (lower case) for arguments of these types; nothing when there is no such
  /// aggregate or it does not take them.
  public static Optional<ResolvedAggregate> resolve(String name, List<Type> arguments) {
    if (name.equals("count")) {
      return Optional.of(new ResolvedAggregate(name, arguments, BIGINT));
    }
    if (arguments.size() != 1) {
      return Optional.empty();
    }
    var argument = arguments.getFirst();
    var result =
        switch (name) {
          case "sum" -> sumType(argument);
          case "avg" -> averageType(argument);
          case "min", "max", "any_value" -> Optional.of(argument);
          case "bool_and", "bool_or", "every" ->
              argument == BOOLEAN ? Optional.<Type>of(BOOLEAN) : Optional.<Type>empty();
          default -> Optional.<Type>empty();
        };
    return result.map(type -> new ResolvedAggregate(name, arguments, type));
  }

  /// Types of the columns that a PARTIAL node gives for the call, and that a FINAL node takes for
  /// it. Only merges and exchanges read them; their meaning is the aggregate's own.
  public static List<Type> stateTypes(AggregateCall call) {
    return switch (call.function()) {
      case "count" -> List.of(BIGINT);
      case "sum", "avg" ->
          switch (call.argumentTypes().getFirst().layout()) {
            case FLOAT32, FLOAT64 -> List.of(BIGINT, DOUBLE, DOUBLE, DOUBLE, VARBINARY);
            case INT128 -> Collections.nCopies(4, BIGINT);
            case BIT, INT8, INT16, INT32, INT64, BYTES -> Collections.nCopies(3, BIGINT);
          };
      case "min", "max", "any_value", "bool_and", "bool_or", "every" -> call.argumentTypes();
      default -> throw new IllegalArgumentException("no such aggregate: " + call.function());
    };
  }

  private static Optional<Type> sumType(Type argument) {
    return switch (argument) {
      case Type.Decimal decimal ->
          Optional.of(new Type.Decimal(Type.Decimal.MAX_PRECISION, decimal.scale()));
      case Type.Simple simple ->
          switch (simple) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> Optional.of(BIGINT);
            case REAL, DOUBLE, INTERVAL_MONTHS, INTERVAL_MICROS -> Optional.of(simple);
            case BOOLEAN, VARCHAR, VARBINARY, DATE, TIME, TIMESTAMP, INSTANT, NULL ->
                Optional.empty();
          };
    };
  }

  private static Optional<Type> averageType(Type argument) {
    return switch (argument) {
      case Type.Decimal decimal ->
          Optional.of(
              new Type.Decimal(
                  Type.Decimal.MAX_PRECISION,
                  Math.min(decimal.scale() + 6, Type.Decimal.MAX_PRECISION)));
      case Type.Simple simple ->
          switch (simple) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE -> Optional.of(DOUBLE);
            case BOOLEAN,
                VARCHAR,
                VARBINARY,
                DATE,
                TIME,
                TIMESTAMP,
                INSTANT,
                INTERVAL_MONTHS,
                INTERVAL_MICROS,
                NULL ->
                Optional.empty();
          };
    };
  }
}
