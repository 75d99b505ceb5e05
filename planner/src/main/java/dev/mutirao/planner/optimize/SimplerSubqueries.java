package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/// Says subqueries in simpler words, where Calcite's way from the plain ones is longer, or wrong.
///
/// | written | becomes |
/// | --- | --- |
/// | `x IN (SELECT max(y) ...)`, `x < ANY (...)`, where the subquery gives one row in any case | `x = (SELECT max(y) ...)` |
/// | `x <> ANY (q)` | `x < ANY (q) OR x > ANY (q)` |
final class SimplerSubqueries extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    var visited = super.visit(other);
    boolean condition = visited instanceof Filter || visited instanceof Join;
    return visited.accept(new Terms(visited.getCluster().getRexBuilder(), !condition));
  }

  private final class Terms extends RexShuttle {
    private final RexBuilder builder;
    private final boolean exact;

    /// @param exact whether a term must stay as nullable as it was: what a query gives must, and a
    ///   condition must not be a cast that only says so
    Terms(RexBuilder builder, boolean exact) {
      this.builder = builder;
      this.exact = exact;
    }

    /// The terms of `x <> ANY (q)` become those of an OR around it.
    @Override
    public RexNode visitCall(RexCall call) {
      return RexUtil.flatten(builder, super.visitCall(call));
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery written) {
      var visited = (RexSubQuery) super.visitSubQuery(written);
      var subquery = visited.clone(visited.rel.accept(SimplerSubqueries.this));
      if (subquery.getOperands().size() != 1) {
        return subquery;
      }
      var comparison = comparison(subquery);
      if (comparison != null && SingleRows.areGivenBy(subquery.rel)) {
        return typed(
            builder.makeCall(
                comparison, subquery.getOperands().getFirst(), RexSubQuery.scalar(subquery.rel)),
            subquery);
      }
      if (comparison != null && comparison.getKind() == SqlKind.NOT_EQUALS) {
        if (definesVariables(subquery.rel)) {
          throw QueryErrors.notSupported(
              "<> ANY with a subquery whose own subqueries depend on its rows");
        }
        return typed(
            builder.makeCall(
                SqlStdOperatorTable.OR,
                any(subquery, SqlStdOperatorTable.SOME_LT),
                any(subquery, SqlStdOperatorTable.SOME_GT)),
            subquery);
      }
      return subquery;
    }

    private RexNode any(RexSubQuery subquery, SqlQuantifyOperator operator) {
      return RexSubQuery.some(subquery.rel, subquery.operands, operator);
    }

    private RexNode typed(RexNode node, RexSubQuery subquery) {
      return !exact || node.getType().equals(subquery.getType())
          ? node
          : builder.makeAbstractCast(subquery.getType(), node, false);
    }
  }

  /// Whether subqueries within depend on rows within. Such a tree must not be there twice, for its
  /// variables have one meaning only, and Calcite's own way is wrong for several of them.
  private static boolean definesVariables(RelNode tree) {
    return !tree.getVariablesSet().isEmpty()
        || tree.getInputs().stream().anyMatch(SimplerSubqueries::definesVariables);
  }

  /// What IN or ANY compares by; null for other subqueries.
  private static @Nullable SqlOperator comparison(RexSubQuery subquery) {
    return switch (subquery.getKind()) {
      case IN -> SqlStdOperatorTable.EQUALS;
      case SOME -> RexUtil.op(((SqlQuantifyOperator) subquery.getOperator()).comparisonKind);
      default -> null;
    };
  }
}
