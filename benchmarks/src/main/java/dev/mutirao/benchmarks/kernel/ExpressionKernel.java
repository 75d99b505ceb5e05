package dev.mutirao.benchmarks.kernel;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.BOOLEAN;
import static dev.mutirao.connectors.type.Type.Simple.DOUBLE;
import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import java.util.List;
import java.util.Locale;

/// An expression over the columns of a [Row]. One that is true or false chooses rows.
enum ExpressionKernel {
  LESS,
  /// The condition of TPC-H's sixth query.
  BETWEEN_AND_LESS,
  LIKE,
  DISCOUNTED_PRICE,
  EXP,
  UPPER,
  LENGTH;

  static final Schema SCHEMA =
      Schema.of(
          Field.of("quantity", BIGINT),
          Field.of("price", DOUBLE),
          Field.of("discount", DOUBLE),
          Field.of("customer", VARCHAR));

  private static final Expression QUANTITY = new Expression.InputColumn(0, BIGINT);
  private static final Expression PRICE = new Expression.InputColumn(1, DOUBLE);
  private static final Expression DISCOUNT = new Expression.InputColumn(2, DOUBLE);
  private static final Expression CUSTOMER = new Expression.InputColumn(3, VARCHAR);

  /// What the engine compiles, over rows of [#SCHEMA].
  Expression expression() {
    return switch (this) {
      case LESS -> call("<", BOOLEAN, QUANTITY, constant(Literal.of(50)));
      case BETWEEN_AND_LESS ->
          new Expression.And(
              List.of(
                  call(">=", BOOLEAN, DISCOUNT, constant(Literal.of(0.05))),
                  call("<=", BOOLEAN, DISCOUNT, constant(Literal.of(0.07))),
                  call("<", BOOLEAN, QUANTITY, constant(Literal.of(24)))));
      case LIKE -> call("like", BOOLEAN, CUSTOMER, constant(Literal.of("%ana%")));
      case DISCOUNTED_PRICE ->
          call("*", DOUBLE, PRICE, call("-", DOUBLE, constant(Literal.of(1.0)), DISCOUNT));
      case EXP -> call("exp", DOUBLE, DISCOUNT);
      case UPPER -> call("upper", VARCHAR, CUSTOMER);
      case LENGTH -> call("length", INTEGER, CUSTOMER);
    };
  }

  /// What the expression gives for a row, by plain Java.
  Object plain(Row row) {
    return switch (this) {
      case LESS -> row.quantity() < 50;
      case BETWEEN_AND_LESS ->
          row.discount() >= 0.05 && row.discount() <= 0.07 && row.quantity() < 24;
      case LIKE -> row.customer().contains("ana");
      case DISCOUNTED_PRICE -> row.price() * (1.0 - row.discount());
      case EXP -> StrictMath.exp(row.discount());
      case UPPER -> row.customer().toUpperCase(Locale.ROOT);
      case LENGTH -> (long) row.customer().codePointCount(0, row.customer().length());
    };
  }

  private static Expression call(String function, Type type, Expression... arguments) {
    return new Expression.Call(function, List.of(arguments), type);
  }

  private static Expression constant(Literal literal) {
    return new Expression.Constant(literal);
  }
}
