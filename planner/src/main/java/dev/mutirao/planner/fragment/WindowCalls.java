package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.function.ResolvedFunction;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.userfunction.QualifiedName;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.calcite.rex.RexOver;

/// Translates window functions; their arguments become columns of the window's input.
final class WindowCalls {
  private final Expressions expressions;
  private final ConstantValues constants;
  private final WindowFrames frames;
  private final WindowInput input;

  WindowCalls(Expressions expressions, ConstantValues constants, WindowInput input) {
    this.expressions = expressions;
    this.constants = constants;
    this.frames = new WindowFrames(expressions, constants, input);
    this.input = input;
  }

  WindowCall call(RexOver over) {
    var name = over.getAggOperator().getName().toLowerCase(Locale.ROOT);
    if (over.isDistinct()) {
      throw QueryErrors.notSupported(
          "DISTINCT in a window, " + QualifiedName.shown(name) + "(DISTINCT ...) OVER,");
    }
    return switch (over.getAggOperator().getKind()) {
      case ROW_NUMBER -> new WindowCall.Rank(WindowCall.Rank.Kind.ROW_NUMBER);
      case RANK -> new WindowCall.Rank(WindowCall.Rank.Kind.RANK);
      case DENSE_RANK -> new WindowCall.Rank(WindowCall.Rank.Kind.DENSE_RANK);
      case PERCENT_RANK -> new WindowCall.Rank(WindowCall.Rank.Kind.PERCENT_RANK);
      case CUME_DIST -> new WindowCall.Rank(WindowCall.Rank.Kind.CUME_DIST);
      case NTILE -> new WindowCall.Ntile(buckets(over));
      case LAG -> shifted(over, true);
      case LEAD -> shifted(over, false);
      case FIRST_VALUE -> value(over, WindowCall.FrameValue.Place.FIRST);
      case LAST_VALUE -> value(over, WindowCall.FrameValue.Place.LAST);
      case NTH_VALUE -> value(over, WindowCall.FrameValue.Place.NTH);
      default -> {
        var function = expressions.functions().resolveStateful(name, types(over));
        yield function.isPresent() ? stateful(over, function.get()) : aggregate(over, name);
      }
    };
  }

  private long buckets(RexOver over) {
    var buckets = constants.of(over.getOperands().getFirst());
    if (buckets.isPresent() && buckets.get().value() instanceof Long number && number > 0) {
      return number;
    }
    throw QueryErrors.invalidArgument(
        "ntile",
        "a constant number of buckets, at least 1",
        buckets.map(literal -> String.valueOf(literal.value())).orElse("an expression"));
  }

  private WindowCall shifted(RexOver over, boolean backwards) {
    var type = SqlTypes.toType(over.getType());
    return new WindowCall.Shifted(
        input.column(argument(over, 0, type)),
        backwards,
        over.getOperands().size() > 1
            ? input.argument(argument(over, 1, Type.Simple.BIGINT))
            : new Expression.Constant(Literal.of(1)),
        over.getOperands().size() > 2
            ? Optional.of(input.argument(argument(over, 2, type)))
            : Optional.empty(),
        over.ignoreNulls(),
        type);
  }

  private WindowCall value(RexOver over, WindowCall.FrameValue.Place place) {
    var type = SqlTypes.toType(over.getType());
    return new WindowCall.FrameValue(
        input.column(argument(over, 0, type)),
        place,
        place == WindowCall.FrameValue.Place.NTH ? Optional.of(row(over)) : Optional.empty(),
        over.ignoreNulls(),
        frames.frame(over),
        type);
  }

  /// Which row of the frame `nth_value` gives.
  private Expression row(RexOver over) {
    var row = argument(over, 1, Type.Simple.BIGINT);
    var constant = constants.of(over.getOperands().get(1), Type.Simple.BIGINT);
    if (constant.isPresent() && constant.get().value() instanceof Long number && number < 1) {
      throw QueryErrors.invalidArgument(
          "nth_value", "a number of at least 1", Long.toString(number));
    }
    return input.argument(row);
  }

  private Expression argument(RexOver over, int index, Type type) {
    return expressions.cast(expressions.translate(over.getOperands().get(index)), type);
  }

  private List<Type> types(RexOver over) {
    return over.getOperands().stream().map(each -> SqlTypes.toType(each.getType())).toList();
  }

  private WindowCall stateful(RexOver over, ResolvedFunction function) {
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < function.parameterTypes().size(); i++) {
      columns.add(input.column(argument(over, i, function.parameterTypes().get(i))));
    }
    return new WindowCall.Stateful(
        function.name(), columns, function.parameterTypes(), function.resultType());
  }

  private WindowCall aggregate(RexOver over, String name) {
    var arguments = expressions.translate(over.getOperands());
    var types = arguments.stream().map(Expression::type).toList();
    var resolved =
        AggregateFunctions.resolve(name, types, expressions.functions())
            .orElseThrow(() ->
                QueryErrors.notSupported(
                    name
                        + "("
                        + String.join(", ", types.stream().map(Type::sql).toList())
                        + ") OVER"));
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < resolved.columns(); i++) {
      columns.add(
          input.column(expressions.cast(arguments.get(i), resolved.parameterTypes().get(i))));
    }
    var literals = new ArrayList<Literal>();
    for (int i = resolved.columns(); i < arguments.size(); i++) {
      var type = resolved.parameterTypes().get(i);
      literals.add(ConstantArgument.of(resolved, i, constants.of(over.getOperands().get(i), type)));
    }
    return new WindowCall.Aggregated(
        new AggregateCall(
            resolved.name(),
            columns,
            resolved.columnTypes(),
            literals,
            List.of(),
            false,
            OptionalInt.empty(),
            resolved.resultType()),
        frames.frame(over));
  }
}
