package dev.mutirao.planner.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.planner.type.SqlTypes;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.Sarg;

/// Translates `SEARCH(x, Sarg)`, in which Calcite keeps IN lists, BETWEEN and unions of ranges.
final class SearchTranslation {
  private SearchTranslation() {}

  /// An IN list when the search has only points, else the comparisons it stands for.
  static Expression translate(RexCall search, Expressions expressions, RexBuilder builder) {
    var operand = expressions.translate(search.getOperands().getFirst());
    var literal = (RexLiteral) search.getOperands().getLast();
    var sarg = literal.getValueAs(Sarg.class);
    if (sarg != null && sarg.isPoints() && sarg.nullAs == RexUnknownAs.UNKNOWN) {
      var values = values(sarg, literal, operand, builder);
      if (values.isPresent()) {
        return new Expression.InList(operand, values.get());
      }
    }
    return expressions.translate(RexUtil.expandSearch(builder, null, search));
  }

  private static Optional<List<Literal>> values(
      Sarg<?> sarg, RexLiteral literal, Expression operand, RexBuilder builder) {
    var type = SqlTypes.toType(literal.getType());
    var values = new java.util.ArrayList<Literal>();
    for (var range : sarg.rangeSet.asRanges()) {
      var point =
          (RexLiteral) builder.makeLiteral(range.lowerEndpoint(), literal.getType(), true, false);
      var converted = Literals.convert(Literals.of(point, type), operand.type());
      if (converted.isEmpty() || converted.get().isNull()) {
        return Optional.empty();
      }
      values.add(converted.get());
    }
    return Optional.of(values);
  }
}
