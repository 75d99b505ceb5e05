package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/// Collects what windows need of their input, each expression once, as columns.
final class WindowInput {
  private final PlanNode input;
  private final List<Expression> columns = new ArrayList<>();

  WindowInput(PlanNode input) {
    this.input = input;
  }

  /// The column that an expression over the input becomes.
  int column(Expression expression) {
    int known = columns.indexOf(expression);
    if (known >= 0) {
      return known;
    }
    columns.add(expression);
    return columns.size() - 1;
  }

  /// A constant as it is, anything else as a column.
  Expression argument(Expression expression) {
    return expression instanceof Expression.Constant
        ? expression
        : new Expression.InputColumn(column(expression), expression.type());
  }

  int size() {
    return columns.size();
  }

  /// The projection that gives the columns; the input itself when it does already.
  PlanNode node() {
    var fields = new ArrayList<Field>();
    for (var column : columns) {
      fields.add(
          column instanceof Expression.InputColumn(int index, var ignored)
              ? input.output().field(index)
              : Field.of("$" + fields.size(), column.type()));
    }
    var output = new Schema(fields);
    boolean same = columns.size() == input.output().size();
    for (int i = 0; same && i < columns.size(); i++) {
      same = columns.get(i) instanceof Expression.InputColumn(int index, var type) && index == i;
    }
    return same ? input : new PlanNode.Project(input, columns, output);
  }

  List<Expression> columns() {
    return List.copyOf(columns);
  }
}
