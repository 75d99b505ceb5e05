package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.BOOLEAN;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.NULL;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;

import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;

/// Which arguments the aggregates take, and what they give.
final class AggregateTypes {
  private AggregateTypes() {}

  /// The aggregate `name`, which is no alias, for arguments of these types; nothing when it does
  /// not take them.
  static Optional<ResolvedAggregate> resolve(String name, List<Type> given) {
    return switch (name) {
      case "count" -> Optional.of(new ResolvedAggregate(name, given, 0, BIGINT));
      case "sum" -> one(given, NULL).flatMap(type -> same(name, type, sumType(type)));
      case "avg" -> one(given, NULL).flatMap(type -> same(name, type, averageType(type)));
      case "min", "max", "any_value" ->
          one(given, NULL).flatMap(type -> same(name, type, Optional.of(type)));
      case "bool_and", "bool_or", "every" ->
          one(given, BOOLEAN)
              .filter(type -> type == BOOLEAN)
              .flatMap(type -> same(name, type, Optional.of(type)));
      case "bit_and", "bit_or", "bit_xor" ->
          one(given, BIGINT)
              .filter(Type::isInteger)
              .flatMap(type -> same(name, type, Optional.of(type)));
      case "var_pop", "var_samp", "stddev_pop", "stddev_samp", "standard_error" ->
          statistic(name, given);
      case "confidence_low", "confidence_high" ->
          given.size() == 1
              ? statistic(name, given)
              : quantile(given)
                  .filter(type -> isNumber(type) && given.size() == 2)
                  .map(type -> ofFraction(name, 2, type, DOUBLE));
      case "product" ->
          one(given, DOUBLE)
              .filter(AggregateTypes::isNumber)
              .map(type -> new ResolvedAggregate(name, List.of(floating(type)), 0, DOUBLE));
      case "covar_pop",
          "covar_samp",
          "corr",
          "regr_avgx",
          "regr_avgy",
          "regr_intercept",
          "regr_r2",
          "regr_slope",
          "regr_sxx",
          "regr_sxy",
          "regr_syy" ->
          ofTwo(name, given);
      case "arg_min", "arg_max" ->
          given.size() == 2
              ? Optional.of(new ResolvedAggregate(name, given, 0, given.getFirst()))
              : Optional.empty();
      case "first", "last" -> one(given, NULL).flatMap(type -> same(name, type, Optional.of(type)));
      case "median" ->
          one(given, DOUBLE)
              .flatMap(type -> between(type))
              .map(type -> new ResolvedAggregate(name, List.of(type), 0, result(type)));
      case "percentile_cont" ->
          quantile(given)
              .flatMap(type -> between(type))
              .map(type -> ofFraction(name, given.size(), type, result(type)));
      case "percentile_disc" ->
          quantile(given).map(type -> ofFraction(name, given.size(), type, type));
      case "approx_quantile", "value_at_risk", "expected_shortfall" ->
          quantile(given)
              .filter(type -> isNumber(type) && given.size() == 2)
              .map(type -> ofFraction(name, 2, floating(type), DOUBLE));
      case "approx_count_distinct" ->
          given.size() == 1
              ? Optional.of(new ResolvedAggregate(name, given, 0, BIGINT))
              : Optional.empty();
      case "mode" ->
          given.size() == 1 || given.size() == 2 && given.get(1) == BOOLEAN
              ? Optional.of(new ResolvedAggregate(name, given, given.size() - 1, given.getFirst()))
              : Optional.empty();
      case "string_agg" ->
          given.size() == 2 && given.stream().allMatch(type -> type == VARCHAR || type == NULL)
              ? Optional.of(new ResolvedAggregate(name, List.of(VARCHAR, VARCHAR), 1, VARCHAR))
              : Optional.empty();
      case "histogram" ->
          one(given, VARCHAR).flatMap(type -> same(name, type, Optional.of(VARCHAR)));
      default -> Optional.empty();
    };
  }

  /// A DOUBLE computed from numbers as they are.
  private static Optional<ResolvedAggregate> statistic(String name, List<Type> given) {
    return one(given, DOUBLE)
        .filter(AggregateTypes::isNumber)
        .flatMap(type -> same(name, type, Optional.of(DOUBLE)));
  }

  /// What a value between two can be computed in; nothing for types without such values.
  private static Optional<Type> between(Type type) {
    return isNumber(type)
        ? Optional.of(floating(type))
        : Optional.of(type)
            .filter(interval ->
                interval == Type.Simple.INTERVAL_MONTHS || interval == Type.Simple.INTERVAL_MICROS);
  }

  private static Type result(Type between) {
    return between == Type.Simple.REAL ? DOUBLE : between;
  }

  /// The type of the first argument, when the second is a fraction, and a third says whether the
  /// order goes down.
  private static Optional<Type> quantile(List<Type> given) {
    boolean fits =
        (given.size() == 2 || given.size() == 3 && given.get(2) == BOOLEAN)
            && (isNumber(given.get(1)) || given.get(1) == NULL);
    return fits
        ? Optional.of(given.getFirst() == NULL ? DOUBLE : given.getFirst())
        : Optional.empty();
  }

  private static ResolvedAggregate ofFraction(
      String name, int arguments, Type argument, Type result) {
    var types = List.of(argument, DOUBLE, BOOLEAN).subList(0, arguments);
    return new ResolvedAggregate(name, types, arguments - 1, result);
  }

  static boolean isExact(Type type) {
    return type.isInteger() || type instanceof Type.Decimal;
  }

  private static boolean isNumber(Type type) {
    return isExact(type) || type == Type.Simple.REAL || type == DOUBLE;
  }

  /// The type of the only argument; a bare NULL is one of type `ofNull`.
  private static Optional<Type> one(List<Type> given, Type ofNull) {
    return given.size() != 1
        ? Optional.empty()
        : Optional.of(given.getFirst() == NULL ? ofNull : given.getFirst());
  }

  private static Optional<ResolvedAggregate> same(
      String name, Type argument, Optional<Type> result) {
    return result.map(type -> new ResolvedAggregate(name, List.of(argument), 0, type));
  }

  private static Type floating(Type type) {
    return type == Type.Simple.REAL ? type : DOUBLE;
  }

  /// Two numbers: exact ones as they are, else both floating.
  private static Optional<ResolvedAggregate> ofTwo(String name, List<Type> given) {
    var types = given.stream().map(type -> type == NULL ? DOUBLE : type).toList();
    if (types.size() != 2 || !types.stream().allMatch(AggregateTypes::isNumber)) {
      return Optional.empty();
    }
    boolean exact = types.stream().allMatch(AggregateTypes::isExact);
    var parameters = exact ? types : types.stream().map(AggregateTypes::floating).toList();
    return Optional.of(new ResolvedAggregate(name, parameters, 0, DOUBLE));
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
            case INTERVAL_MICROS -> Optional.of(simple);
            case BOOLEAN,
                VARCHAR,
                VARBINARY,
                DATE,
                TIME,
                TIMESTAMP,
                INSTANT,
                INTERVAL_MONTHS,
                NULL ->
                Optional.empty();
          };
    };
  }
}
