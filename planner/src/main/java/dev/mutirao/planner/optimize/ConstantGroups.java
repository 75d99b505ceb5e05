package dev.mutirao.planner.optimize;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/// Says constant keys of groups in other words. Decorrelation drops them from the keys: it confuses
/// columns where others are left, and makes a group of no rows where none is.
///
/// Groups by nothing but constants, such as `SELECT DISTINCT 1` or what Calcite makes of EXISTS,
/// are one group or, of no rows, none. Where an outer row adds a key they can stay.
///
/// ```
/// Aggregate(true)             Limit(1)
///   Project(true)     ->        Project(true)
///     input                       input
///
/// Aggregate(true, x)          Project(true, x)
///   input             ->        Aggregate(x)
///                                 input
/// ```
final class ConstantGroups extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    if (!(visited instanceof Aggregate aggregate)
        || !(aggregate.getInput() instanceof Project input)) {
      return visited;
    }
    var keys = aggregate.getGroupSet();
    var others = keys.except(constants(keys, input));
    if (others.equals(keys)) {
      return visited;
    }
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      return aggregate.copy(
          aggregate.getTraitSet(), List.of(withConstantsRead(input, keys.except(others))));
    }
    if (!others.isEmpty()) {
      return groups(aggregate, input, others);
    }
    if (!RelOptUtil.getVariablesUsed(aggregate).isEmpty()) {
      return visited;
    }
    return aggregate.getAggCallList().isEmpty()
        ? firstRow(aggregate)
        : groupOfRows(aggregate, input);
  }

  private static ImmutableBitSet constants(ImmutableBitSet keys, Project input) {
    return ImmutableBitSet.of(
        keys.asList().stream()
            .filter(key -> input.getProjects().get(key) instanceof RexLiteral)
            .toList());
  }

  /// The same groups by the keys that are not constant.
  private static RelNode groups(Aggregate aggregate, Project input, ImmutableBitSet keys) {
    var calls = aggregate.getAggCallList();
    var builder =
        builder(aggregate)
            .push(
                LogicalAggregate.create(
                    input,
                    List.of(),
                    keys,
                    null,
                    calls.stream().filter(call -> !tellsKeys(call)).toList()));
    var columns = new ArrayList<RexNode>();
    for (int key : aggregate.getGroupSet()) {
      columns.add(keys.get(key) ? builder.field(keys.indexOf(key)) : input.getProjects().get(key));
    }
    int column = keys.cardinality();
    for (var call : calls) {
      columns.add(tellsKeys(call) ? notGrouping(builder, call) : builder.field(column++));
    }
    return builder.project(columns, aggregate.getRowType().getFieldNames(), true).build();
  }

  /// The same columns, of which `constants` come from a row that is joined.
  private static RelNode withConstantsRead(Project input, ImmutableBitSet constants) {
    var cluster = input.getCluster();
    var row = cluster.getTypeFactory().builder();
    var literals = ImmutableList.<RexLiteral>builder();
    for (int column : constants) {
      row.add(input.getRowType().getFieldList().get(column));
      literals.add((RexLiteral) input.getProjects().get(column));
    }
    var values =
        LogicalValues.create(cluster, row.uniquify().build(), ImmutableList.of(literals.build()));
    var builder = RelFactories.LOGICAL_BUILDER.create(cluster, null);
    int width = input.getInput().getRowType().getFieldCount();
    builder.push(input.getInput()).push(values).join(JoinRelType.INNER, builder.literal(true));
    var columns = new ArrayList<>(input.getProjects());
    for (int column : constants) {
      columns.set(column, builder.field(width + constants.indexOf(column)));
    }
    return builder.project(columns, input.getRowType().getFieldNames(), true).build();
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
  private static RelNode groupOfRows(Aggregate aggregate, Project input) {
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
      columns.add(
          tellsKeys(call)
              ? notGrouping(builder, call)
              : typed(builder, call.getType(), builder.field(column++)));
    }
    return builder.project(columns, aggregate.getRowType().getFieldNames(), true).build();
  }

  /// What GROUPING is where there is one set of keys.
  private static RexNode notGrouping(RelBuilder builder, AggregateCall call) {
    return typed(builder, call.getType(), builder.literal(0));
  }

  private static RexNode typed(RelBuilder builder, RelDataType type, RexNode value) {
    return value.getType().equals(type)
        ? value
        : builder.getRexBuilder().makeAbstractCast(type, value, false);
  }

  /// Whether a call says which keys a group has, as GROUPING does.
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
