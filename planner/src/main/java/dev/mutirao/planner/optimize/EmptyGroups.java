package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlCountAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/// Keeps the row that an aggregation without groups gives for no rows. Decorrelated it has groups,
/// and gives none. Where the aggregation is what a subquery gives, the outer join with it makes up
/// for that. Elsewhere, and where the row is not NULL, the aggregation has to count: of one that
/// does, the general way of decorrelation keeps the row.
///
/// ```
/// Aggregate(MAX(x))          Project($0)
///   input               ->     Aggregate(MAX(x), COUNT(*))
///                                input
/// ```
final class EmptyGroups {
  private boolean counted;

  private EmptyGroups() {}

  /// @param tree with rows kept that could be lost
  /// @param counted whether there were such, and only the general way keeps them
  record Kept(Correlate tree, boolean counted) {}

  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED when rows could be lost
  static Kept in(Correlate correlate) {
    var groups = new EmptyGroups();
    var tree = groups.correlate(correlate, correlate.getLeft());
    return new Kept((Correlate) tree, groups.counted);
  }

  private RelNode correlate(Correlate correlate, RelNode left) {
    var right = kept(correlate.getRight(), correlate.getJoinType() == JoinRelType.LEFT);
    return correlate.copy(correlate.getTraitSet(), List.of(left, right));
  }

  /// @param given whether the rows are those of a subquery, of which an outer join makes one of
  ///   NULLs where there is none
  private RelNode kept(RelNode tree, boolean given) {
    if (RelOptUtil.getVariablesUsed(tree).isEmpty()) {
      return tree;
    }
    return switch (tree) {
      case Correlate correlate -> correlate(correlate, kept(correlate.getLeft(), false));
      case Aggregate aggregate when aggregate.hasEmptyGroup() -> group(aggregate, given);
      case Project project -> withInputs(project, given);
      default -> withInputs(tree, false);
    };
  }

  private RelNode withInputs(RelNode tree, boolean given) {
    var inputs = tree.getInputs().stream().map(input -> kept(input, given)).toList();
    return tree.copy(tree.getTraitSet(), inputs);
  }

  private RelNode group(Aggregate written, boolean given) {
    var aggregate = (Aggregate) withInputs(written, false);
    var calls = aggregate.getAggCallList();
    if (given && isSimple(aggregate) && calls.stream().noneMatch(EmptyGroups::estimatesCount)) {
      return aggregate;
    }
    if (calls.stream().anyMatch(EmptyGroups::tellsKeys)) {
      throw QueryErrors.notSupported(
          "GROUPING in a correlated subquery, beside a set of no columns, as that of ROLLUP,");
    }
    counted = true;
    var more = new ArrayList<>(calls);
    more.add(rows(aggregate.getInput()));
    var builder = RelFactories.LOGICAL_BUILDER.create(aggregate.getCluster(), null);
    builder.push(
        LogicalAggregate.create(
            aggregate.getInput(),
            List.of(),
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            more));
    int keys = aggregate.getGroupCount();
    var columns = new ArrayList<RexNode>(builder.fields().subList(0, keys));
    for (int i = 0; i < calls.size(); i++) {
      columns.add(
          estimatesCount(calls.get(i))
              ? orZero(builder, keys + i, keys + calls.size())
              : builder.field(keys + i));
    }
    return builder.project(columns, aggregate.getRowType().getFieldNames(), true).build();
  }

  private static boolean isSimple(Aggregate aggregate) {
    return aggregate.getGroupCount() == 0 && aggregate.getGroupSets().size() == 1;
  }

  /// Whether a call says which keys a group has, which an outer join cannot make up.
  private static boolean tellsKeys(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case GROUPING, GROUPING_ID, GROUP_ID -> true;
      default -> false;
    };
  }

  /// Whether a call gives 0 for no rows, which Calcite knows of COUNT only.
  private static boolean estimatesCount(AggregateCall call) {
    return !call.getType().isNullable() && !(call.getAggregation() instanceof SqlCountAggFunction);
  }

  private static RexNode orZero(RelBuilder builder, int call, int count) {
    var column = builder.field(call);
    return builder.call(
        SqlStdOperatorTable.CASE,
        builder.equals(builder.field(count), builder.literal(0)),
        builder.getRexBuilder().makeZeroLiteral(column.getType()),
        column);
  }

  private static AggregateCall rows(RelNode input) {
    return AggregateCall.create(
        SqlStdOperatorTable.COUNT,
        false,
        false,
        false,
        List.of(),
        List.of(),
        -1,
        null,
        RelCollations.EMPTY,
        true,
        input,
        null,
        null);
  }
}
