package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.planner.expression.Constants;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

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
            var visited = super.visit(node);
            return (visited instanceof Sort sort ? replacement.limited(sort) : visited)
                .accept(replacement);
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

    /// With numbers in the LIMIT and the OFFSET, which must not be casts.
    ///
    /// @throws dev.mutirao.connectors.error.MutiraoException when a value is no number of rows
    RelNode limited(Sort sort) {
      var offset = rows(sort.offset, "OFFSET");
      var fetch = rows(sort.fetch, "LIMIT");
      return offset == null && fetch == null && sort.getCollation().getFieldCollations().isEmpty()
          ? sort.getInput()
          : sort.copy(sort.getTraitSet(), sort.getInput(), sort.getCollation(), offset, fetch);
    }

    /// Null where there is no limit: for NULL, too.
    private @Nullable RexNode rows(@Nullable RexNode limit, String clause) {
      if (!(limit instanceof RexDynamicParam parameter)) {
        return limit;
      }
      var value = constants.get(parameter.getIndex());
      if (RexUtil.isNullLiteral(value, true)) {
        return null;
      }
      var number = number(value);
      if (number != null && number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0) {
        return builder.makeExactLiteral(number.setScale(0));
      }
      throw QueryErrors.invalidArgument(clause, "a whole number from 0", text(value));
    }

    /// Null for what is no exact number.
    private static @Nullable BigDecimal number(RexNode value) {
      return value instanceof RexLiteral literal && SqlTypeUtil.isExactNumeric(literal.getType())
          ? literal.getValueAs(BigDecimal.class)
          : null;
    }

    private static String text(RexNode value) {
      return value instanceof RexLiteral literal
          ? SqlTypeUtil.inCharFamily(literal.getType())
              ? "'" + literal.getValueAs(String.class) + "'"
              : String.valueOf(literal.getValue())
          : value.toString();
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      var inside = (RexSubQuery) super.visitSubQuery(subquery);
      return inside.clone(put(inside.rel, this));
    }
  }
}
