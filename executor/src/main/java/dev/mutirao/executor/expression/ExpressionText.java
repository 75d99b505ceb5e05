package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/// Prints expressions as SQL, with the names of their input columns.
public final class ExpressionText {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private ExpressionText() {}

  /// The text of an expression over batches of schema `input`.
  public static String of(Expression expression, Schema input) {
    return switch (expression) {
      case Expression.InputColumn(var index, var type) -> input.field(index).name();
      case Expression.Constant(var literal) -> literal(literal);
      case Expression.Call(var function, var arguments, var type) ->
          call(QualifiedName.shown(function), arguments, input);
      case Expression.And(var terms) -> joined(terms, " AND ", input);
      case Expression.Or(var terms) -> joined(terms, " OR ", input);
      case Expression.IsNull(var operand) -> of(operand, input) + " IS NULL";
      case Expression.Case(var branches, var otherwise, var type) ->
          "CASE"
              + branches.stream()
                  .map(when ->
                      " WHEN " + of(when.condition(), input) + " THEN " + of(when.result(), input))
                  .collect(Collectors.joining())
              + otherwise.map(each -> " ELSE " + of(each, input)).orElse("")
              + " END";
      case Expression.Coalesce(var operands, var type) ->
          "coalesce("
              + operands.stream().map(each -> of(each, input)).collect(Collectors.joining(", "))
              + ")";
      case Expression.Cast(var operand, var type, var orNull, var length, var zone) ->
          (orNull ? "TRY_CAST(" : "CAST(")
              + of(operand, input)
              + " AS "
              + type.sql()
              + (length == 0 ? "" : "(" + length + ")")
              + ")";
      case Expression.InList(var operand, var values) ->
          of(operand, input)
              + " IN ("
              + values.stream().map(ExpressionText::literal).collect(Collectors.joining(", "))
              + ")";
    };
  }

  private static String joined(List<Expression> terms, String sign, Schema input) {
    return terms.stream().map(each -> of(each, input)).collect(Collectors.joining(sign, "(", ")"));
  }

  private static String call(String function, List<Expression> arguments, Schema input) {
    var texts = arguments.stream().map(each -> of(each, input)).toList();
    var isSign = !Character.isLetter(function.charAt(0));
    if (isSign && texts.size() == 2) {
      return "(" + texts.getFirst() + " " + function + " " + texts.getLast() + ")";
    }
    return function + (isSign ? texts.getFirst() : "(" + String.join(", ", texts) + ")");
  }

  private static String literal(Literal literal) {
    return switch (literal.value()) {
      case null -> "NULL";
      case String text -> "'" + text.replace("'", "''") + "'";
      case Long number -> number(number, literal.type());
      case BigInteger unscaled ->
          new BigDecimal(unscaled, ((Type.Decimal) literal.type()).scale()).toPlainString();
      default -> literal.value().toString();
    };
  }

  private static String number(long value, Type type) {
    return switch (type) {
      case Type.Decimal(var precision, var scale) ->
          BigDecimal.valueOf(value, scale).toPlainString();
      case Type.Simple simple ->
          switch (simple) {
            case DATE -> "DATE '" + LocalDate.ofEpochDay(value) + "'";
            case TIME -> "TIME '" + LocalTime.ofNanoOfDay(value * 1_000) + "'";
            case TIMESTAMP, INSTANT ->
                "TIMESTAMP '" + instant(value).atOffset(ZoneOffset.UTC).toLocalDateTime() + "'";
            default -> Long.toString(value);
          };
    };
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
  }
}
