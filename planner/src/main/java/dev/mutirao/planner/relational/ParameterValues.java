package dev.mutirao.planner.relational;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.planner.expression.Constants;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/// Puts constants in the place of `?`, cast to the type that the validator found for each.
public final class ParameterValues {
  private ParameterValues() {}

  public static RelNode put(RelNode tree, List<Literal> values) {
    var builder = tree.getCluster().getRexBuilder();
    var constants = values.stream().map(value -> Constants.of(value, builder)).toList();
    return put(tree, new Replacement(constants, builder));
  }

  private static RelNode put(RelNode tree, Replacement replacement) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return super.visit(node).accept(replacement);
          }
        });
  }

  private static final class Replacement extends RexShuttle {
    private final List<RexNode> constants;
    private final RexBuilder builder;

    Replacement(List<RexNode> constants, RexBuilder builder) {
      this.constants = constants;
      this.builder = builder;
    }

    @Override
    public RexNode visitDynamicParam(RexDynamicParam parameter) {
      return builder.makeAbstractCast(
          parameter.getType(), constants.get(parameter.getIndex()), false);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      var inside = (RexSubQuery) super.visitSubQuery(subquery);
      return inside.clone(put(inside.rel, this));
    }
  }
}
