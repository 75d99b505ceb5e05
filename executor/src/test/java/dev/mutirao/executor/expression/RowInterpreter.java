package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.And;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.Case;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.Coalesce;
import dev.mutirao.executor.plan.Expression.Constant;
import dev.mutirao.executor.plan.Expression.InList;
import dev.mutirao.executor.plan.Expression.InputColumn;
import dev.mutirao.executor.plan.Expression.IsNull;
import dev.mutirao.executor.plan.Expression.Or;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Expressions one row at a time, on Java objects, with BigDecimal: the oracle for the compiled
/// ones. Knows the functions that {@link RandomExpressions} uses; a failure is an {@link
/// ArithmeticException}.
///
/// @param eager whether a failing part fails the whole even where NULL, or another term of AND and
///   OR, gives the answer without it. The engine promises neither: it fails when the lenient
///   interpreter does, and does not when the eager one does not.
record RowInterpreter(boolean eager) {

  /// The value, as {@link Literal} holds it.
  @Nullable Object evaluate(Expression expression, List<Literal> row) {
    return switch (expression) {
      case InputColumn column -> row.get(column.index()).value();
      case Constant constant -> constant.literal().value();
      case And and -> logic(and.terms(), row, false);
      case Or or -> logic(or.terms(), row, true);
      case IsNull isNull -> evaluate(isNull.operand(), row) == null;
      case Coalesce coalesce -> {
        for (var operand : coalesce.operands()) {
          var value = evaluate(operand, row);
          if (value != null) {
            yield value;
          }
        }
        yield null;
      }
      case Case branches -> {
        for (var branch : branches.branches()) {
          if (Boolean.TRUE.equals(evaluate(branch.condition(), row))) {
            yield evaluate(branch.result(), row);
          }
        }
        yield branches.otherwise().isPresent() ? evaluate(branches.otherwise().get(), row) : null;
      }
      case InList list -> {
        var value = evaluate(list.operand(), row);
        yield value == null
            ? null
            : list.values().stream()
                .anyMatch(literal -> compare(value, Objects.requireNonNull(literal.value())) == 0);
      }
      case Cast cast -> {
        var value = evaluate(cast.operand(), row);
        yield value == null ? null : cast(value, cast);
      }
      case Call call -> call(call, row);
    };
  }

  private @Nullable Boolean logic(List<Expression> terms, List<Literal> row, boolean settling) {
    boolean unknown = false;
    for (var term : terms) {
      Object value;
      try {
        value = evaluate(term, row);
      } catch (ArithmeticException e) {
        if (eager) {
          throw e;
        }
        value = null;
      }
      if (value == null) {
        unknown = true;
      } else if ((Boolean) value == settling) {
        return settling;
      }
    }
    return unknown ? null : (Boolean) !settling;
  }

  private @Nullable Object call(Call call, List<Literal> row) {
    var values = new Object[call.arguments().size()];
    ArithmeticException failure = null;
    boolean hasNull = false;
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = evaluate(call.arguments().get(i), row);
        hasNull |= values[i] == null;
      } catch (ArithmeticException e) {
        failure = e;
      }
    }
    if (failure != null && (eager || !hasNull || call.function().equals("is_distinct_from"))) {
      throw failure;
    }
    if (call.function().equals("is_distinct_from")) {
      return values[0] == null || values[1] == null
          ? values[0] != values[1]
          : compare(values[0], values[1]) != 0;
    }
    if (hasNull) {
      return null;
    }
    return switch (call.function()) {
      case "=" -> compare(values[0], values[1]) == 0;
      case "<>" -> compare(values[0], values[1]) != 0;
      case "<" -> compare(values[0], values[1]) < 0;
      case "<=" -> compare(values[0], values[1]) <= 0;
      case ">" -> compare(values[0], values[1]) > 0;
      case ">=" -> compare(values[0], values[1]) >= 0;
      case "not" -> !(Boolean) values[0];
      case "upper" -> ((String) values[0]).toUpperCase(Locale.ROOT);
      case "length" -> (long) ((String) values[0]).codePointCount(0, ((String) values[0]).length());
      case "||" -> values[0] + (String) values[1];
      case "like" -> like((String) values[0], (String) values[1]);
      default -> arithmetic(call, values);
    };
  }

  private static boolean like(String text, String pattern) {
    var regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(c ->
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  private static Object arithmetic(Call call, @Nullable Object[] values) {
    if (call.type() == Simple.DOUBLE) {
      double a = (Double) values[0];
      double b = (Double) values[1];
      return switch (call.function()) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        case "/" -> a / b;
        default -> a % b;
      };
    }
    var a = number(values[0], call.arguments().get(0).type());
    var b = number(values[1], call.arguments().get(1).type());
    var exact =
        switch (call.function()) {
          case "+" -> a.add(b);
          case "-" -> a.subtract(b);
          case "*" -> a.multiply(b);
          case "/" ->
              call.type() instanceof Decimal(int precision, int scale)
                  ? a.divide(b, scale, RoundingMode.HALF_UP)
                  : a.divide(b, 0, RoundingMode.DOWN);
          default -> a.remainder(b);
        };
    return stored(exact, call.type());
  }

  private static @Nullable Object cast(Object value, Cast cast) {
    try {
      return switch (cast.type()) {
        case Simple simple when simple == Simple.DOUBLE ->
            value instanceof Double ? value : number(value, cast.operand().type()).doubleValue();
        case Simple simple when simple == Simple.VARCHAR ->
            cast.operand().type() instanceof Decimal
                ? number(value, cast.operand().type()).toPlainString()
                : value.toString();
        case Type type -> {
          if (value instanceof Double real) {
            if (!Double.isFinite(real)) {
              throw new ArithmeticException("not finite");
            }
            yield stored(
                type instanceof Decimal
                    ? new BigDecimal(real.toString())
                    : new BigDecimal(Math.rint(real)),
                type);
          }
          if (value instanceof String text) {
            if (!text.strip().matches("[+-]?\\d+")) {
              throw new ArithmeticException(text);
            }
            yield stored(new BigDecimal(text.strip()), type);
          }
          yield stored(number(value, cast.operand().type()), type);
        }
      };
    } catch (ArithmeticException e) {
      if (cast.orNull()) {
        return null;
      }
      throw e;
    }
  }

  private static BigDecimal number(Object value, Type type) {
    int scale = type instanceof Decimal decimal ? decimal.scale() : 0;
    return value instanceof BigInteger wide
        ? new BigDecimal(wide, scale)
        : BigDecimal.valueOf((Long) value, scale);
  }

  private static Object stored(BigDecimal value, Type type) {
    if (type instanceof Decimal decimal) {
      var rounded = value.setScale(decimal.scale(), RoundingMode.HALF_UP);
      if (rounded.unscaledValue().abs().compareTo(BigInteger.TEN.pow(decimal.precision())) >= 0) {
        throw new ArithmeticException("overflow");
      }
      return decimal.isShort()
          ? (Object) rounded.unscaledValue().longValueExact()
          : rounded.unscaledValue();
    }
    var whole = value.setScale(0, RoundingMode.HALF_UP).toBigInteger();
    if (whole.bitLength() >= 8 * type.layout().width()) {
      throw new ArithmeticException("overflow");
    }
    return whole.longValueExact();
  }

  private static int compare(Object a, Object b) {
    return switch (a) {
      case Boolean value -> value.compareTo((Boolean) b);
      case Double value -> Double.compare(value + 0.0, (Double) b + 0.0);
      case String value ->
          Arrays.compareUnsigned(
              value.getBytes(StandardCharsets.UTF_8),
              ((String) b).getBytes(StandardCharsets.UTF_8));
      default -> new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
    };
  }
}
