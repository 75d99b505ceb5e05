package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// Compares a column of the outer row once where a condition compares it several times: where it
/// equals a column of the subquery, that one says the same. It is not computed with that one, which
/// has values that the outer column has not, and with which computing could fail. Two outer columns
/// that equal the same column are compared with each other: the general way of decorrelation takes
/// that column for one of them only.
///
/// ```
/// Filter($cor.n = $1 AND $cor.k <> $2)            Filter($cor.n = $3 AND $1 = $3
///   InnerJoin($0 = $4 AND $cor.n = $3)       ->          AND $cor.k <> $2)
///     a                                             InnerJoin($0 = $4)
///     b                                               a
///                                                     b
/// ```
final class OuterEqualities extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    return switch (super.visit(other)) {
      case Join join when join.getJoinType() == JoinRelType.INNER -> lifted(join);
      case Filter filter -> merged(filter);
      case RelNode visited -> visited;
    };
  }

  /// Conditions with outer columns above the join.
  private static RelNode lifted(Join join) {
    var own = new ArrayList<RexNode>();
    var outer = new ArrayList<RexNode>();
    for (var term : RelOptUtil.conjunctions(join.getCondition())) {
      (CorrelatedRows.usesOuter(term) ? outer : own).add(term);
    }
    if (outer.isEmpty()) {
      return join;
    }
    var builder = join.getCluster().getRexBuilder();
    var plain =
        join.copy(
            join.getTraitSet(),
            RexUtil.composeConjunction(builder, own),
            join.getLeft(),
            join.getRight(),
            join.getJoinType(),
            join.isSemiJoinDone());
    return filter(plain, outer);
  }

  private static RelNode merged(Filter filter) {
    var terms = new ArrayList<>(RelOptUtil.conjunctions(filter.getCondition()));
    if (terms.stream().noneMatch(CorrelatedRows::usesOuter)) {
      return filter;
    }
    var input = filter.getInput();
    while (input instanceof Filter below) {
      terms.addAll(0, RelOptUtil.conjunctions(below.getCondition()));
      input = below.getInput();
    }
    return filter(input, terms);
  }

  private static RelNode filter(RelNode input, List<RexNode> terms) {
    var said = List.copyOf(terms);
    for (int i = 0; i < terms.size(); i++) {
      var equality = Equality.of(said.get(i));
      if (equality == null) {
        continue;
      }
      // What was said by an earlier equality is no equality any more.
      said = equality.replacedIn(said, i);
    }
    return RelFactories.LOGICAL_BUILDER
        .create(input.getCluster(), null)
        .push(input)
        .filter(apart(said, input.getCluster().getRexBuilder()))
        .build();
  }

  /// The terms with each column of the subquery equal to one outer column at most.
  private static List<RexNode> apart(List<RexNode> terms, RexBuilder builder) {
    var equal = new HashMap<RexInputRef, RexFieldAccess>();
    var apart = new ArrayList<RexNode>();
    for (var term : terms) {
      var equality = Equality.of(term);
      var first = equality == null ? null : equal.putIfAbsent(equality.column(), equality.outer());
      apart.add(
          first == null
              ? term
              : builder.makeCall(((RexCall) term).getOperator(), first, equality.outer()));
    }
    return apart;
  }

  /// That a column of an outer row equals one of the subquery.
  private record Equality(RexFieldAccess outer, RexInputRef column) {
    static @Nullable Equality of(RexNode term) {
      if (!(term instanceof RexCall call)
          || !(call.isA(SqlKind.EQUALS) || call.isA(SqlKind.IS_NOT_DISTINCT_FROM))) {
        return null;
      }
      var first = call.getOperands().getFirst();
      var second = call.getOperands().getLast();
      if (first instanceof RexInputRef column && second instanceof RexFieldAccess outer) {
        return of(outer, column);
      }
      return first instanceof RexFieldAccess outer && second instanceof RexInputRef column
          ? of(outer, column)
          : null;
    }

    private static @Nullable Equality of(RexFieldAccess outer, RexInputRef column) {
      return outer.getReferenceExpr() instanceof RexCorrelVariable
              && SqlTypeUtil.equalSansNullability(outer.getType(), column.getType())
          ? new Equality(outer, column)
          : null;
    }

    List<RexNode> replacedIn(List<RexNode> terms, int except) {
      var replaced = new ArrayList<RexNode>();
      for (int i = 0; i < terms.size(); i++) {
        replaced.add(i == except ? terms.get(i) : terms.get(i).accept(shuttle()));
      }
      return replaced;
    }

    private RexShuttle shuttle() {
      return new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          var visited = (RexCall) super.visitCall(call);
          if (!visited.isA(SqlKind.COMPARISON)) {
            return visited;
          }
          var operands =
              visited.getOperands().stream()
                  .map(each -> each.equals(outer) ? (RexNode) column : each)
                  .toList();
          return visited.clone(visited.getType(), operands);
        }
      };
    }
  }
}
