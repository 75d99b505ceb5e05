package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.InputColumn;
import java.util.List;
import java.util.stream.Stream;

/// Whether an expression's input columns are those of the schema it will meet.
final class ExpressionCheck {
  private ExpressionCheck() {}

  static void check(Expression expression, Schema input) {
    if (expression instanceof InputColumn(int index, Type type)
        && (index < 0 || index >= input.size() || !type.equals(input.type(index)))) {
      throw new IllegalArgumentException(
          "input column "
              + index
              + " of type "
              + type.sql()
              + " in a schema of "
              + input.fields().stream().map(field -> field.type().sql()).toList());
    }
    children(expression).forEach(child -> check(child, input));
  }

  private static List<Expression> children(Expression expression) {
    return switch (expression) {
      case InputColumn ignored -> List.of();
      case Expression.Constant ignored -> List.of();
      case Expression.Call call -> call.arguments();
      case Expression.And and -> and.terms();
      case Expression.Or or -> or.terms();
      case Expression.IsNull isNull -> List.of(isNull.operand());
      case Expression.Coalesce coalesce -> coalesce.operands();
      case Expression.Cast cast -> List.of(cast.operand());
      case Expression.InList list -> List.of(list.operand());
      case Expression.Case branches ->
          Stream.concat(
                  branches.branches().stream()
                      .flatMap(when -> Stream.of(when.condition(), when.result())),
                  branches.otherwise().stream())
              .toList();
    };
  }
}
