package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// CASE: each result is computed on the rows that its condition, and none before, selects; what is
/// left gets the last result, which has no condition, or NULL.
///
/// @param conditions one per result, or one less
record CaseNode(Type type, List<Filter> conditions, List<Node> results) implements Node {
  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    var choices = new int[evaluation.batch().rows()];
    Arrays.fill(choices, Merge.NONE);
    var columns = new ArrayList<Column>();
    try {
      var left = rows;
      var selected = new int[choices.length];
      for (int branch = 0; branch < conditions.size() && left.count() > 0; branch++) {
        int count = conditions.get(branch).select(evaluation, left, selected);
        if (count > 0) {
          var taken = new Rows(Arrays.copyOf(selected, count), count);
          choose(evaluation, results.get(branch), taken, choices, columns);
          left = left.without(taken.numbers(), count);
        }
      }
      if (left.count() > 0 && results.size() > conditions.size()) {
        choose(evaluation, results.getLast(), left, choices, columns);
      }
      return Merge.of(type, columns, choices, evaluation.allocator());
    } finally {
      columns.forEach(Column::close);
    }
  }

  private static void choose(
      Evaluation evaluation, Node result, Rows rows, int[] choices, List<Column> columns) {
    for (int i = 0; i < rows.count(); i++) {
      choices[rows.at(i)] = columns.size();
    }
    columns.add(result.evaluate(evaluation, rows));
  }
}
