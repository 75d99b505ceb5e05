package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/// Turns a term `[NOT] IN (query)` or `[NOT] EXISTS (query)` of a filter into a semi-join or an
/// anti-join, when the query depends on the row by the filters on its top only.
///
/// ```
/// Filter(a IN (q) AND c)       Filter(c)
///   x                     ->     SemiJoin(x.a = q.0)
///                                  x
///                                  q
/// ```
final class SemiJoins {
  private SemiJoins() {}

  static RelNode introduce(RelNode tree) {
    var inputs = new ArrayList<RelNode>();
    var changed = false;
    for (var input : tree.getInputs()) {
      var next = introduce(input);
      changed |= next != input;
      inputs.add(next);
    }
    var node = changed ? tree.copy(tree.getTraitSet(), inputs) : tree;
    return node instanceof Filter filter ? filter(filter) : node;
  }

  private static RelNode filter(Filter filter) {
    var terms = RelOptUtil.conjunctions(filter.getCondition());
    var rest = new ArrayList<RexNode>();
    var builder =
        RelFactories.LOGICAL_BUILDER.create(filter.getCluster(), null).push(filter.getInput());
    for (var term : terms) {
      if (!join(term, filter.getVariablesSet(), builder)) {
        rest.add(term);
      }
    }
    return rest.size() == terms.size()
        ? filter
        : builder.filter(filter.getVariablesSet(), rest).build();
  }

  /// Joins what is on the builder's stack with the term's query; false when the term is no such
  /// subquery.
  ///
  /// @param outer what stands for the filter's rows in the query
  private static boolean join(RexNode term, Set<CorrelationId> outer, RelBuilder builder) {
    var negated = term.isA(SqlKind.NOT);
    var subquery = subquery(negated ? ((RexCall) term).getOperands().getFirst() : term);
    if (subquery == null) {
      return false;
    }
    var apart = CorrelatedRows.of(subquery.rel);
    if (apart.isEmpty()) {
      return false;
    }
    var rows = apart.get();
    var condition = condition(subquery, rows, negated, outer, builder);
    if (CorrelatedRows.usesOuter(condition)) {
      return false;
    }
    builder.push(introduce(rows.rows()));
    builder.join(negated ? JoinRelType.ANTI : JoinRelType.SEMI, condition);
    return true;
  }

  private static @Nullable RexSubQuery subquery(RexNode term) {
    if (!(term instanceof RexSubQuery subquery)
        || !(subquery.isA(SqlKind.IN) || subquery.isA(SqlKind.EXISTS))) {
      return null;
    }
    var nested =
        subquery.getOperands().stream().anyMatch(each -> RexUtil.SubQueryFinder.find(each) != null);
    return nested ? null : subquery;
  }

  /// Over the columns of the filter's rows, which are on the builder's stack, then of the query's.
  /// For NOT IN also where the comparison is unknown: such rows are not given either.
  private static RexNode condition(
      RexSubQuery subquery,
      CorrelatedRows query,
      boolean negated,
      Set<CorrelationId> outer,
      RelBuilder stack) {
    var width = stack.peek().getRowType().getFieldCount();
    var builder = stack.getRexBuilder();
    var variable = outer.isEmpty() ? new CorrelationId(-1) : outer.iterator().next();
    var outputs = CorrelatedRows.joined(query.outputs(), variable, width, builder);
    var comparisons = new ArrayList<RexNode>();
    for (var i = 0; i < subquery.getOperands().size(); i++) {
      comparisons.add(
          builder.makeCall(
              SqlStdOperatorTable.EQUALS, subquery.getOperands().get(i), outputs.get(i)));
    }
    var equal = RexUtil.composeConjunction(builder, comparisons);
    var terms =
        new ArrayList<>(CorrelatedRows.joined(query.conditions(), variable, width, builder));
    terms.add(
        negated && equal.getType().isNullable()
            ? builder.makeCall(
                SqlStdOperatorTable.OR, equal, builder.makeCall(SqlStdOperatorTable.IS_NULL, equal))
            : equal);
    return RexUtil.composeConjunction(builder, terms);
  }
}
