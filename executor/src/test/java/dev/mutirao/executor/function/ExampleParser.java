package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.Constant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads the examples of functions: calls, one infix operator, and literals. Just enough SQL for
/// that; the real parser is another module's.
final class ExampleParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^']|'')*'|\\d+(?:\\.\\d+)?|[A-Za-z_]\\w*|\\|\\||<>|<=|>=|[-+*/%=<>(),^]");
  private static final List<String> INFIX =
      List.of("+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "||", "LIKE", "ILIKE");

  private final List<String> tokens;
  private int at;

  private ExampleParser(String text) {
    tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }

  static Expression parse(String text) {
    var parser = new ExampleParser(text);
    var expression = parser.expression();
    if (parser.at != parser.tokens.size()) {
      throw new IllegalArgumentException(
          "cannot read the example " + text + " from " + parser.peek());
    }
    return expression;
  }

  /// A call with its arguments cast as the registry says.
  static Expression call(String name, List<Expression> arguments) {
    var resolved =
        FunctionRegistry.builtIn()
            .resolve(name, arguments.stream().map(Expression::type).toList())
            .orElseThrow(() -> new IllegalArgumentException("no " + name + " of " + arguments));
    var cast = new ArrayList<Expression>();
    for (int i = 0; i < arguments.size(); i++) {
      cast.add(cast(arguments.get(i), resolved.parameterTypes().get(i)));
    }
    return new Call(resolved.name(), cast, resolved.resultType());
  }

  private static Expression cast(Expression expression, Type type) {
    if (expression.type().equals(type)) {
      return expression;
    }
    return expression instanceof Constant(Literal literal) && literal.isNull()
        ? new Constant(Literal.ofNull(type))
        : new Cast(expression, type, false, 0, "UTC");
  }

  private Expression expression() {
    var left = operand();
    if (at < tokens.size() && INFIX.contains(peek().toUpperCase(Locale.ROOT))) {
      var operator = next().toUpperCase(Locale.ROOT);
      var right = operand();
      return call(operator.toLowerCase(Locale.ROOT), List.of(left, right));
    }
    return left;
  }

  private Expression operand() {
    var token = next();
    char first = token.charAt(0);
    if (first == '-') {
      return call("negate", List.of(operand()));
    } else if (first == '\'') {
      return new Constant(Literal.of(unquoted(token)));
    } else if (Character.isDigit(first)) {
      return number(token);
    }
    return switch (token.toUpperCase(Locale.ROOT)) {
      case "NULL" -> new Constant(Literal.ofNull(Simple.NULL));
      case "TRUE" -> new Constant(Literal.of(true));
      case "FALSE" -> new Constant(Literal.of(false));
      case "DATE" -> new Cast(operand(), Simple.DATE, false, 0, "UTC");
      case "TIMESTAMP" -> new Cast(operand(), Simple.TIMESTAMP, false, 0, "UTC");
      default -> call(token, arguments());
    };
  }

  private List<Expression> arguments() {
    var arguments = new ArrayList<Expression>();
    expect("(");
    while (!peek().equals(")")) {
      var left = operand();
      if (peek().equalsIgnoreCase("IN")) { // position(part IN text)
        next();
        arguments.add(left);
        left = operand();
      } else if (INFIX.contains(peek())) {
        left = call(next(), List.of(left, operand()));
      }
      arguments.add(left);
      if (peek().equals(",")) {
        next();
      }
    }
    expect(")");
    return arguments;
  }

  private static Constant number(String token) {
    if (!token.contains(".")) {
      long value = Long.parseLong(token);
      return new Constant(
          new Literal(value == (int) value ? Simple.INTEGER : Simple.BIGINT, value));
    }
    var decimal = new BigDecimal(token);
    return new Constant(
        new Literal(
            new Decimal(Math.max(decimal.precision(), decimal.scale()), decimal.scale()),
            decimal.unscaledValue().longValueExact()));
  }

  private static String unquoted(String token) {
    return token.substring(1, token.length() - 1).replace("''", "'");
  }

  private String peek() {
    return tokens.get(at);
  }

  private String next() {
    return tokens.get(at++);
  }

  private void expect(String token) {
    if (!next().equals(token)) {
      throw new IllegalArgumentException("expected " + token + " in " + tokens);
    }
  }
}
