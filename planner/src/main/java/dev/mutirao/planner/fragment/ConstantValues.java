package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.expression.ConstantFolding;
import dev.mutirao.planner.type.SqlTypes;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/// The values of expressions that do not depend on rows.
record ConstantValues(RexBuilder builder, ConstantFolding folding) {
  /// @param cluster of the tree that has the expressions
  static ConstantValues in(RelOptCluster cluster) {
    var executor = Objects.requireNonNull(cluster.getPlanner().getExecutor(), "set by us");
    return new ConstantValues(cluster.getRexBuilder(), (ConstantFolding) executor);
  }

  Optional<Literal> of(RexNode node) {
    return RexUtil.isConstant(node) ? folding.value(node, builder) : Optional.empty();
  }

  /// The value in the type given.
  Optional<Literal> of(RexNode node, Type type) {
    var wanted = SqlTypes.toCalcite(builder.getTypeFactory(), type, true);
    return of(
        SqlTypes.toType(node.getType()).equals(type)
            ? node
            : builder.makeAbstractCast(wanted, node, false));
  }
}
