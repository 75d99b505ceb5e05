package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.planner.type.SqlTypes;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// Sees that a pass kept the columns, and that a tree uses none that are not there.
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

  /// Whether the inputs of every node have the columns that its expressions name, of their types.
  static boolean hasItsColumns(RelNode tree) {
    var columns =
        tree.getInputs().stream()
            .flatMap(input -> input.getRowType().getFieldList().stream())
            .map(field -> field.getType().getSqlTypeName())
            .toList();
    var known = new boolean[] {true};
    tree.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            known[0] &=
                column.getIndex() < columns.size()
                    && columns.get(column.getIndex()) == column.getType().getSqlTypeName();
            return column;
          }
        });
    return known[0] && tree.getInputs().stream().allMatch(PlanCheck::hasItsColumns);
  }
}
