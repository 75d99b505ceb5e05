package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import java.util.List;
import java.util.Set;

/// Expressions that fail on no row: columns, constants, comparisons, arithmetic that cannot
/// overflow, and what is made of these.
final class SafeExpressions {
  private static final Set<String> PREDICATES = Set.of("=", "<>", "<", "<=", ">", ">=", "not");

  private static final Set<String> ARITHMETIC = Set.of("+", "-", "*");

  private static final List<Type> INTEGERS =
      List.of(Type.Simple.TINYINT, Type.Simple.SMALLINT, Type.Simple.INTEGER, Type.Simple.BIGINT);

  private SafeExpressions() {}

  static boolean isSafe(Expression expression) {
    return switch (expression) {
      case Expression.InputColumn ignored -> true;
      case Expression.Constant ignored -> true;
      case Expression.And(var terms) -> areSafe(terms);
      case Expression.Or(var terms) -> areSafe(terms);
      case Expression.IsNull(var operand) -> isSafe(operand);
      case Expression.InList(var operand, var ignored) -> isSafe(operand);
      case Expression.Coalesce(var operands, var ignored) -> areSafe(operands);
      case Expression.Case(var branches, var otherwise, var ignored) ->
          otherwise.stream().allMatch(SafeExpressions::isSafe)
              && branches.stream()
                  .allMatch(branch -> isSafe(branch.condition()) && isSafe(branch.result()));
      case Expression.Cast cast -> widens(cast) && isSafe(cast.operand());
      case Expression.Call(var function, var arguments, var type) ->
          areSafe(arguments)
              && (PREDICATES.contains(function)
                  || function.equals("like") && isPatternConstant(arguments)
                  || ARITHMETIC.contains(function) && hasRoom(type, arguments));
    };
  }

  private static boolean areSafe(List<Expression> expressions) {
    return expressions.stream().allMatch(SafeExpressions::isSafe);
  }

  /// A pattern that is the same for all rows is right or wrong whichever rows there are; one of a
  /// column can be wrong in some row.
  private static boolean isPatternConstant(List<Expression> arguments) {
    return arguments.stream().skip(1).allMatch(Expression.Constant.class::isInstance);
  }

  /// A decimal of less than the greatest precision has room for every result.
  private static boolean hasRoom(Type result, List<Expression> arguments) {
    return switch (result) {
      case Type.Decimal(int precision, var ignored) ->
          precision < Type.Decimal.MAX_PRECISION
              && arguments.stream().allMatch(argument -> argument.type() instanceof Type.Decimal);
      case Type.Simple simple -> simple == Type.Simple.DOUBLE;
    };
  }

  /// Whether every value fits the wider type.
  static boolean widens(Expression.Cast cast) {
    var from = cast.operand().type();
    var to = cast.type();
    if (from instanceof Type.Decimal(int precision, int scale)
        && to instanceof Type.Decimal(int widerPrecision, int widerScale)) {
      return widerScale >= scale && widerPrecision - widerScale >= precision - scale;
    }
    int width = INTEGERS.indexOf(from);
    return width >= 0 && (to == Type.Simple.DOUBLE || INTEGERS.indexOf(to) >= width);
  }
}
