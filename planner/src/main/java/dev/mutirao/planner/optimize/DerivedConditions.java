package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/// Adds to the sides of joins conditions that follow from others:
///
/// - `a.x = b.x AND a.x > 5` gives `b.x > 5`;
/// - `(a.y = 1 AND b.z = 2) OR (a.y = 3 AND b.z = 4)` gives `a.y = 1 OR a.y = 3`, and the like of
///   `b`.
///
/// Leaves out what is known already and what would keep nearly all rows.
final class DerivedConditions {
  private static final int MOST_ROUNDS = 4;
  private static final double USELESS = 0.9;

  private DerivedConditions() {}

  /// @param pushdown moves conditions down, so that the next round finds them there
  static RelNode add(RelNode tree, UnaryOperator<RelNode> pushdown) {
    var current = tree;
    for (var round = 0; round < MOST_ROUNDS; round++) {
      var next = add(current);
      if (next == current) {
        return current;
      }
      current = pushdown.apply(next);
    }
    return current;
  }

  private static RelNode add(RelNode tree) {
    var inputs = new ArrayList<RelNode>();
    var changed = false;
    for (var input : tree.getInputs()) {
      var next = add(input);
      changed |= next != input;
      inputs.add(next);
    }
    var node = changed ? tree.copy(tree.getTraitSet(), inputs) : tree;
    return node instanceof Join join ? join(join) : node;
  }

  private static RelNode join(Join join) {
    var terms = RelOptUtil.conjunctions(join.getCondition());
    var width = join.getLeft().getRowType().getFieldCount();
    var all = width + join.getRight().getRowType().getFieldCount();
    var left = join.getLeft();
    var right = join.getRight();
    if (mayFilterLeft(join)) {
      var derived = new ArrayList<RexNode>();
      for (var known : KnownConditions.of(join.getRight())) {
        derived.addAll(equal(known, width, terms, join));
      }
      derived.addAll(ofOneSide(terms, ImmutableBitSet.range(width), 0, builder(join)));
      left = filtered(left, derived);
    }
    if (mayFilterRight(join)) {
      var derived = new ArrayList<RexNode>();
      for (var known : KnownConditions.of(join.getLeft())) {
        derived.addAll(equal(known, 0, terms, join));
      }
      derived.addAll(ofOneSide(terms, ImmutableBitSet.range(width, all), width, builder(join)));
      right = filtered(right, derived);
    }
    return left == join.getLeft() && right == join.getRight()
        ? join
        : join.copy(join.getTraitSet(), List.of(left, right));
  }

  /// Whether left rows are of no use where the join's condition cannot be true.
  private static boolean mayFilterLeft(Join join) {
    return switch (join.getJoinType()) {
      case INNER, SEMI, RIGHT -> true;
      default -> false;
    };
  }

  private static boolean mayFilterRight(Join join) {
    return switch (join.getJoinType()) {
      case INNER, SEMI, ANTI, LEFT -> true;
      default -> false;
    };
  }

  private static RexBuilder builder(RelNode node) {
    return node.getCluster().getRexBuilder();
  }

  /// A known condition of the other columns that the join's terms make equal to its own.
  ///
  /// @param first the first column of the side that it is known of
  private static List<RexNode> equal(RexNode known, int first, List<RexNode> terms, Join join) {
    var width = join.getLeft().getRowType().getFieldCount();
    var column = KnownConditions.column(known).orElseThrow() + first;
    var found = new ArrayList<RexNode>();
    if (known.isA(SqlKind.IS_NOT_NULL)) {
      return found; // an equality asks for that itself
    }
    for (var term : terms) {
      if (term.isA(SqlKind.EQUALS)
          && ((RexCall) term).getOperands().getFirst() instanceof RexInputRef one
          && ((RexCall) term).getOperands().getLast() instanceof RexInputRef other
          && (one.getIndex() == column || other.getIndex() == column)
          && SqlTypeUtil.equalSansNullability(
              join.getCluster().getTypeFactory(), one.getType(), other.getType())) {
        var equal = one.getIndex() == column ? other : one;
        if (equal.getIndex() < width != column < width) {
          found.add(retyped(known, equal, width));
        }
      }
    }
    return found;
  }

  private static RexNode retyped(RexNode known, RexInputRef equal, int width) {
    var index = equal.getIndex() < width ? equal.getIndex() : equal.getIndex() - width;
    return known.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(index, equal.getType());
          }
        });
  }

  /// What ORs over both sides ask of one side alone.
  private static List<RexNode> ofOneSide(
      List<RexNode> terms, ImmutableBitSet side, int first, RexBuilder builder) {
    var derived = new ArrayList<RexNode>();
    for (var term : terms) {
      if (term.isA(SqlKind.OR) && !side.contains(RelOptUtil.InputFinder.bits(term))) {
        var branches = new ArrayList<RexNode>();
        for (var branch : RelOptUtil.disjunctions(term)) {
          var own =
              RelOptUtil.conjunctions(branch).stream()
                  .filter(each ->
                      side.contains(RelOptUtil.InputFinder.bits(each))
                          && SafeConditions.isSafe(each))
                  .toList();
          branches.add(RexUtil.composeConjunction(builder, own));
        }
        if (branches.stream().noneMatch(RexNode::isAlwaysTrue)) {
          derived.add(RexUtil.shift(RexUtil.composeDisjunction(builder, branches), -first));
        }
      }
    }
    return derived;
  }

  /// The side with those of the conditions that say something new.
  private static RelNode filtered(RelNode side, List<RexNode> derived) {
    var builder = builder(side);
    var executor = Objects.requireNonNull(side.getCluster().getPlanner().getExecutor());
    var simplify = new RexSimplify(builder, RelOptPredicateList.EMPTY, executor);
    var known = new ArrayList<>(allOf(side));
    var fresh = new ArrayList<RexNode>();
    for (var condition : derived) {
      var before = simplify.simplifyUnknownAsFalse(RexUtil.composeConjunction(builder, known));
      known.add(condition);
      var after = simplify.simplifyUnknownAsFalse(RexUtil.composeConjunction(builder, known));
      if (after.equals(before) || isUseless(side, condition)) {
        known.removeLast();
      } else {
        fresh.add(condition);
      }
    }
    return fresh.isEmpty()
        ? side
        : RelFactories.LOGICAL_BUILDER
            .create(side.getCluster(), null)
            .push(side)
            .filter(fresh)
            .build();
  }

  /// Also conditions on several columns, where the side is filtered itself.
  private static List<RexNode> allOf(RelNode side) {
    var known = new ArrayList<>(KnownConditions.of(side));
    if (side instanceof Filter filter) {
      known.addAll(RelOptUtil.conjunctions(filter.getCondition()));
    }
    return known;
  }

  private static boolean isUseless(RelNode side, RexNode condition) {
    var kept = side.getCluster().getMetadataQuery().getSelectivity(side, condition);
    return kept != null && kept > USELESS;
  }
}
