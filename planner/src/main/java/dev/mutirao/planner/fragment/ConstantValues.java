package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/// The values of expressions that do not depend on rows.
///
/// @param executor computes them
record ConstantValues(Expressions expressions, RexBuilder builder, RexExecutor executor) {
  Optional<Literal> of(RexNode node) {
    if (!RexUtil.isConstant(node)) {
      return Optional.empty();
    }
    var reduced = new ArrayList<RexNode>();
    if (node instanceof RexLiteral) {
      reduced.add(node);
    } else {
      executor.reduce(builder, List.of(node), reduced);
    }
    return expressions.translate(reduced.getFirst()) instanceof Expression.Constant(var literal)
        ? Optional.of(literal)
        : Optional.empty();
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
