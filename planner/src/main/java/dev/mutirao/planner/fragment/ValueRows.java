package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.planner.expression.Literals;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;

/// Constant rows.
final class ValueRows {
  private ValueRows() {}

  static PlanNode of(Values values) {
    var schema = SqlTypes.toSchema(values.getRowType());
    var rows = new ArrayList<PlanNode.Row>();
    for (List<RexLiteral> tuple : values.getTuples()) {
      var row = new ArrayList<Literal>();
      for (var i = 0; i < tuple.size(); i++) {
        row.add(Literals.of(tuple.get(i), schema.type(i)));
      }
      rows.add(new PlanNode.Row(row));
    }
    return new PlanNode.Values(schema, rows);
  }
}
