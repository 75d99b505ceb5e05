package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/// GROUPING SETS, ROLLUP, CUBE and GROUPING() by one simple aggregation:
///
/// ```
/// rows of the input: columns
///   -> for each set:  columns, keys (NULL where the set lacks them), set, GROUPING() values, filters
///   -> grouped by:    keys, set, GROUPING() values
/// ```
///
/// The set of no keys has a group even when there are no rows: one more row, which no call takes
/// in, makes sure of it.
final class GroupingSets {
  private final Aggregate aggregate;
  private final Schema input;
  private final List<Integer> keys;
  private final List<AggregateCall> calls;
  private final List<AggregateCall> groupings;

  /// @param input the columns of the aggregation's input
  GroupingSets(Aggregate aggregate, Schema input) {
    this.aggregate = aggregate;
    this.input = input;
    this.keys = aggregate.getGroupSet().asList();
    this.calls = aggregate.getAggCallList().stream().filter(call -> !isGrouping(call)).toList();
    this.groupings = aggregate.getAggCallList().stream().filter(GroupingSets::isGrouping).toList();
  }

  /// Whether an aggregation needs this.
  static boolean in(Aggregate aggregate) {
    return aggregate.getGroupType() != Aggregate.Group.SIMPLE
        || aggregate.getAggCallList().stream().anyMatch(GroupingSets::isGrouping);
  }

  private static boolean isGrouping(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case GROUPING, GROUPING_ID, GROUP_ID -> true;
      default -> false;
    };
  }

  /// The rows to group.
  PlanNode expanded(PlanNode rows) {
    var projections =
        IntStream.range(0, aggregate.getGroupSets().size())
            .mapToObj(set -> new PlanNode.Projection(projection(set)))
            .toList();
    return new PlanNode.Expand(rows, projections, schema());
  }

  /// A row for the set of no keys, when there is such a set among others.
  List<PlanNode> emptyGroup() {
    if (!hasEmptyGroup()) {
      return List.of();
    }
    var row = new ArrayList<Literal>();
    for (var field : schema().fields()) {
      row.add(Literal.ofNull(field.type()));
    }
    int empty = aggregate.getGroupSets().indexOf(ImmutableBitSet.of());
    row.set(setColumn(), new Literal(Type.Simple.BIGINT, (long) empty));
    for (int i = 0; i < groupings.size(); i++) {
      row.set(setColumn() + 1 + i, grouping(groupings.get(i), ImmutableBitSet.of()));
    }
    return List.of(new PlanNode.Values(schema(), List.of(new PlanNode.Row(row))));
  }

  /// Columns of the expanded rows to group by.
  List<Integer> groupKeys() {
    return IntStream.rangeClosed(input.size(), setColumn() + groupings.size()).boxed().toList();
  }

  /// The calls over expanded rows.
  List<AggregateCall> groupCalls() {
    var filters = filters();
    return calls.stream()
        .map(call -> hasEmptyGroup() ? call.withFilter(filters.get(call.filterArg)) : call)
        .toList();
  }

  /// The columns of the groups: {@link #groupKeys}, then one column per call.
  Schema groups() {
    var output = SqlTypes.toSchema(aggregate.getRowType());
    var fields = new ArrayList<Field>();
    var expanded = schema();
    groupKeys().forEach(column -> fields.add(expanded.field(column)));
    for (var call : calls) {
      fields.add(output.field(keys.size() + aggregate.getAggCallList().indexOf(call)));
    }
    return new Schema(fields);
  }

  /// The aggregation's own columns out of {@link #groups}.
  PlanNode result(PlanNode groups) {
    var output = SqlTypes.toSchema(aggregate.getRowType());
    var columns = new ArrayList<Integer>();
    keys.forEach(key -> columns.add(columns.size()));
    int call = groupKeys().size();
    int grouping = keys.size() + 1;
    for (var each : aggregate.getAggCallList()) {
      columns.add(isGrouping(each) ? grouping++ : call++);
    }
    var expressions =
        columns.stream()
            .<Expression>map(
                column -> new Expression.InputColumn(column, groups.output().type(column)))
            .toList();
    return new PlanNode.Project(groups, expressions, output);
  }

  private boolean hasEmptyGroup() {
    return !keys.isEmpty() && aggregate.getGroupSets().contains(ImmutableBitSet.of());
  }

  private int setColumn() {
    return input.size() + keys.size();
  }

  /// The column of each filter, by the column that the call names (-1: none).
  private Map<Integer, Integer> filters() {
    var columns = new HashMap<Integer, Integer>();
    int next = setColumn() + 1 + groupings.size();
    if (hasEmptyGroup()) {
      for (var call : calls) {
        if (!columns.containsKey(call.filterArg)) {
          columns.put(call.filterArg, next++);
        }
      }
    }
    return columns;
  }

  private List<Expression> projection(int number) {
    var set = aggregate.getGroupSets().get(number);
    var columns = new ArrayList<Expression>();
    for (int i = 0; i < input.size(); i++) {
      columns.add(new Expression.InputColumn(i, input.type(i)));
    }
    for (int key : keys) {
      columns.add(
          set.get(key)
              ? new Expression.InputColumn(key, input.type(key))
              : new Expression.Constant(Literal.ofNull(input.type(key))));
    }
    columns.add(new Expression.Constant(new Literal(Type.Simple.BIGINT, (long) number)));
    groupings.forEach(call -> columns.add(new Expression.Constant(grouping(call, set))));
    filters().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(filter ->
            columns.add(
                filter.getKey() < 0
                    ? new Expression.Constant(new Literal(Type.Simple.BOOLEAN, true))
                    : new Expression.InputColumn(filter.getKey(), Type.Simple.BOOLEAN)));
    return columns;
  }

  private Schema schema() {
    var fields = new ArrayList<>(input.fields());
    var output = SqlTypes.toSchema(aggregate.getRowType());
    for (int i = 0; i < keys.size(); i++) {
      var key = output.field(i);
      fields.add(new Field(key.name(), key.type(), true));
    }
    fields.add(new Field("$set", Type.Simple.BIGINT, false));
    groupings.forEach(call -> fields.add(new Field("$grouping", Type.Simple.BIGINT, false)));
    filters().values().forEach(filter -> fields.add(Field.of("$filter", Type.Simple.BOOLEAN)));
    return new Schema(fields);
  }

  /// A bit for each argument, the last one lowest: 1 where the set lacks it. Doubled sets were
  /// removed before, so GROUP_ID is 0.
  private static Literal grouping(AggregateCall call, ImmutableBitSet set) {
    long bits = 0;
    if (call.getAggregation().getKind() != SqlKind.GROUP_ID) {
      for (int argument : call.getArgList()) {
        bits = bits << 1 | (set.get(argument) ? 0 : 1);
      }
    }
    return new Literal(Type.Simple.BIGINT, bits);
  }
}
