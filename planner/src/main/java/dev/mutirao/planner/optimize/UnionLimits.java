package dev.mutirao.planner.optimize;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;

/// Cuts the rows of each branch of a UNION ALL that is cut itself.
///
/// ```
/// Sort(x, offset 2, fetch 3)       Sort(x, offset 2, fetch 3)
///   UnionAll                   ->    UnionAll
///     a                                Sort(x, fetch 5)
///     b                                  a
///                                      Sort(x, fetch 5)
///                                        b
/// ```
final class UnionLimits extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    return super.visit(
        other instanceof Sort sort && sort.getInput() instanceof Union union && union.all
            ? cut(sort, union)
            : other);
  }

  private static RelNode cut(Sort sort, Union union) {
    var rows = LimitRows.of(sort);
    if (rows.isEmpty()) {
      return sort;
    }
    var branches =
        union.getInputs().stream().map(branch -> branch(sort, branch, rows.getAsLong())).toList();
    return sort.copy(sort.getTraitSet(), List.of(union.copy(union.getTraitSet(), branches)));
  }

  private static RelNode branch(Sort sort, RelNode branch, long rows) {
    var most = branch.getCluster().getMetadataQuery().getMaxRowCount(branch);
    return most != null && most <= rows
        ? branch
        : LogicalSort.create(
            branch,
            sort.getCollation(),
            null,
            sort.getCluster().getRexBuilder().makeExactLiteral(BigDecimal.valueOf(rows)));
  }
}
