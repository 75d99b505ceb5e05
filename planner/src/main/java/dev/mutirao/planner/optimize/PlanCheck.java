package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.planner.type.SqlTypes;
import org.apache.calcite.rel.RelNode;

/// Sees that a pass kept the columns.
final class PlanCheck {
  private PlanCheck() {}

  static void sameColumns(String pass, RelNode before, RelNode after) {
    var expected = SqlTypes.toSchema(before.getRowType()).fields();
    var got = SqlTypes.toSchema(after.getRowType()).fields();
    var same = expected.size() == got.size();
    for (var i = 0; same && i < expected.size(); i++) {
      same = expected.get(i).type().equals(got.get(i).type());
    }
    if (!same) {
      throw EngineErrors.internal(
          "pass " + pass + " changed the columns",
          new IllegalStateException(
              "expected " + before.getRowType() + ", got " + after.getRowType()));
    }
  }
}
