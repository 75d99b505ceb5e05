package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.schema.TransientTable;

/// The repeated part of a recursive query, with {@link RoundRows} in the place of what the rounds
/// read.
///
/// @param fixed the largest subtrees that do not depend on the rounds; input `i + 1` of the tree
record RecursionStep(RelNode tree, List<RelNode> fixed) {
  RecursionStep {
    fixed = List.copyOf(fixed);
  }

  static RecursionStep of(RepeatUnion recursion) {
    var fixed = new ArrayList<RelNode>();
    // The step's root is a spool, which writes what the next round reads.
    var step = recursion.getIterativeRel().getInput(0);
    var table = Objects.requireNonNull(recursion.getTransientTable());
    return new RecursionStep(replaced(step, table.getQualifiedName(), fixed), fixed);
  }

  private static RelNode replaced(RelNode node, List<String> table, List<RelNode> fixed) {
    if (isOf(node, table)) {
      return new RoundRows(node.getCluster(), node.getTraitSet(), 0, node.getRowType());
    }
    if (!reads(node, table)) {
      if (node instanceof Values) {
        return node;
      }
      fixed.add(node);
      return new RoundRows(node.getCluster(), node.getTraitSet(), fixed.size(), node.getRowType());
    }
    if (node instanceof RepeatUnion) {
      throw QueryErrors.notSupported("a recursive query inside the repeated part of another");
    }
    var inputs = node.getInputs().stream().map(input -> replaced(input, table, fixed)).toList();
    return node.copy(node.getTraitSet(), inputs);
  }

  private static boolean reads(RelNode node, List<String> table) {
    return isOf(node, table) || node.getInputs().stream().anyMatch(input -> reads(input, table));
  }

  private static boolean isOf(RelNode node, List<String> table) {
    return node instanceof TableScan scan
        && scan.getTable().unwrap(TransientTable.class) != null
        && scan.getTable().getQualifiedName().equals(table);
  }
}
