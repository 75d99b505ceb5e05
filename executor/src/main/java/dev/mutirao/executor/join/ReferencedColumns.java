package dev.mutirao.executor.join;

import dev.mutirao.executor.plan.Expression;
import java.util.BitSet;

/// Finds the input columns that an expression reads.
final class ReferencedColumns {
  private ReferencedColumns() {}

  static BitSet of(Expression expression) {
    var columns = new BitSet();
    collect(expression, columns);
    return columns;
  }

  private static void collect(Expression expression, BitSet columns) {
    switch (expression) {
      case Expression.InputColumn input -> columns.set(input.index());
      case Expression.Constant constant -> {}
      case Expression.Call call -> call.arguments().forEach(argument -> collect(argument, columns));
      case Expression.And and -> and.terms().forEach(term -> collect(term, columns));
      case Expression.Or or -> or.terms().forEach(term -> collect(term, columns));
      case Expression.IsNull isNull -> collect(isNull.operand(), columns);
      case Expression.Case branches -> {
        for (var branch : branches.branches()) {
          collect(branch.condition(), columns);
          collect(branch.result(), columns);
        }
        branches.otherwise().ifPresent(result -> collect(result, columns));
      }
      case Expression.Coalesce coalesce ->
          coalesce.operands().forEach(operand -> collect(operand, columns));
      case Expression.Cast cast -> collect(cast.operand(), columns);
      case Expression.InList list -> collect(list.operand(), columns);
    }
  }
}
