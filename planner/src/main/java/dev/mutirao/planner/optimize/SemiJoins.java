package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/// Turns a term `[NOT] IN (query)` or `[NOT] EXISTS (query)` of a filter, when the query does not
/// depend on the row, into a semi-join or an anti-join.
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
      if (!join(term, builder)) {
        rest.add(term);
      }
    }
    return rest.size() == terms.size()
        ? filter
        : builder.filter(filter.getVariablesSet(), rest).build();
  }

  /// Joins what is on the builder's stack with the term's query; false when the term is no such
  /// subquery.
  private static boolean join(RexNode term, RelBuilder builder) {
    var negated = term.isA(SqlKind.NOT);
    var subquery = subquery(negated ? ((RexCall) term).getOperands().getFirst() : term);
    if (subquery == null) {
      return false;
    }
    var width = builder.peek().getRowType().getFieldCount();
    builder.push(introduce(subquery.rel));
    var condition = condition(subquery, negated, width, builder.getRexBuilder());
    builder.join(negated ? JoinRelType.ANTI : JoinRelType.SEMI, condition);
    return true;
  }

  private static @Nullable RexSubQuery subquery(RexNode term) {
    if (!(term instanceof RexSubQuery subquery)
        || !(subquery.isA(SqlKind.IN) || subquery.isA(SqlKind.EXISTS))) {
      return null;
    }
    var correlated = !RelOptUtil.getVariablesUsed(subquery.rel).isEmpty();
    var nested =
        subquery.getOperands().stream().anyMatch(each -> RexUtil.SubQueryFinder.find(each) != null);
    return correlated || nested ? null : subquery;
  }

  /// For NOT IN also where the comparison is unknown: such rows are not given either.
  private static RexNode condition(
      RexSubQuery subquery, boolean negated, int width, RexBuilder builder) {
    var terms = new ArrayList<RexNode>();
    for (var i = 0; i < subquery.getOperands().size(); i++) {
      var right = subquery.rel.getRowType().getFieldList().get(i);
      terms.add(
          builder.makeCall(
              SqlStdOperatorTable.EQUALS,
              subquery.getOperands().get(i),
              builder.makeInputRef(right.getType(), width + i)));
    }
    var all = RexUtil.composeConjunction(builder, terms);
    return negated && all.getType().isNullable()
        ? builder.makeCall(
            SqlStdOperatorTable.OR, all, builder.makeCall(SqlStdOperatorTable.IS_NULL, all))
        : all;
  }
}
