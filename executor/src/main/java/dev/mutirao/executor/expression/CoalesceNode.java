package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// COALESCE: each operand is computed on the rows where all before it are NULL.
record CoalesceNode(Type type, List<Node> operands) implements Node {
  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    var choices = new int[evaluation.batch().rows()];
    Arrays.fill(choices, Merge.NONE);
    var columns = new ArrayList<Column>();
    try {
      var left = rows;
      for (var operand : operands) {
        if (left.count() == 0) {
          break;
        }
        var column = operand.evaluate(evaluation, left);
        columns.add(column);
        if (columns.size() == 1 && !column.mayHaveNulls()) {
          return column.share();
        }
        left = absent(column, left, choices, columns.size() - 1);
      }
      return Merge.of(type, columns, choices, evaluation.allocator());
    } finally {
      columns.forEach(Column::close);
    }
  }

  /// Chooses `column` where it is not NULL; gives the other rows.
  private static Rows absent(Column column, Rows rows, int[] choices, int choice) {
    var absent = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.at(i);
      if (column.isNull(row)) {
        absent[count++] = row;
      } else {
        choices[row] = choice;
      }
    }
    return new Rows(absent, count);
  }
}
