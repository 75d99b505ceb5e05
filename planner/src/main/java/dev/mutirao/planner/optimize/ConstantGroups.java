package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/// Groups by nothing but constants, such as `SELECT DISTINCT 1` or what Calcite makes of EXISTS,
/// are one group or, of no rows, none. Decorrelation drops constants from the keys, which makes a
/// group of no rows too; so they are said in other words, where no outer row adds a key.
///
/// ```
/// Aggregate(true)             Limit(1)
///   Project(true)     ->        Project(true)
///     input                       input
/// ```
final class ConstantGroups extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    if (!(visited instanceof Aggregate aggregate)
        || !hasConstantKeys(aggregate)
        || !RelOptUtil.getVariablesUsed(aggregate).isEmpty()) {
      return visited;
    }
    return aggregate.getAggCallList().isEmpty() ? firstRow(aggregate) : groupOfRows(aggregate);
  }

  private static boolean hasConstantKeys(Aggregate aggregate) {
    return aggregate.getGroupType() == Aggregate.Group.SIMPLE
        && !aggregate.getGroupSet().isEmpty()
        && aggregate.getInput() instanceof Project project
        && aggregate.getGroupSet().asList().stream()
            .allMatch(key -> project.getProjects().get(key) instanceof RexLiteral);
  }

  /// All rows have the same keys.
  private static RelNode firstRow(Aggregate aggregate) {
    var builder = builder(aggregate).push(aggregate.getInput());
    return builder
        .project(
            builder.fields(aggregate.getGroupSet()), aggregate.getRowType().getFieldNames(), true)
        .limit(0, 1)
        .build();
  }

  /// The aggregates of all rows, where there are any.
  private static RelNode groupOfRows(Aggregate aggregate) {
    var input = (Project) aggregate.getInput();
    var calls = new ArrayList<AggregateCall>();
    for (var call : aggregate.getAggCallList()) {
      if (tellsKeys(call)) {
        continue;
      }
      calls.add(
          AggregateCall.create(
              call.getAggregation(),
              call.isDistinct(),
              call.isApproximate(),
              call.ignoreNulls(),
              call.rexList,
              call.getArgList(),
              call.filterArg,
              call.distinctKeys,
              call.collation,
              true,
              input,
              null,
              call.getName()));
    }
    calls.add(
        AggregateCall.create(
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
            null));
    var builder =
        builder(aggregate)
            .push(LogicalAggregate.create(input, List.of(), ImmutableBitSet.of(), null, calls));
    builder.filter(
        builder.call(
            SqlStdOperatorTable.GREATER_THAN, builder.field(calls.size() - 1), builder.literal(0)));
    var columns = new ArrayList<RexNode>();
    aggregate.getGroupSet().forEachInt(key -> columns.add(input.getProjects().get(key)));
    int column = 0;
    for (var call : aggregate.getAggCallList()) {
      var type = call.getType();
      var value = tellsKeys(call) ? builder.literal(0) : builder.field(column++);
      columns.add(
          value.getType().equals(type)
              ? value
              : builder.getRexBuilder().makeAbstractCast(type, value, false));
    }
    return builder.project(columns, aggregate.getRowType().getFieldNames(), true).build();
  }

  /// Whether a call says which keys a group has, as GROUPING does: 0 where there is one set of
  /// keys.
  private static boolean tellsKeys(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case GROUPING, GROUPING_ID, GROUP_ID -> true;
      default -> false;
    };
  }

  private static RelBuilder builder(Aggregate aggregate) {
    return RelFactories.LOGICAL_BUILDER.create(aggregate.getCluster(), null);
  }
}
