package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.WindowFrame;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.parser.FrameNode;
import dev.mutirao.planner.parser.PlacedErrors;
import java.math.BigInteger;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;

/// Translates window frames. The bound of a RANGE frame at a distance becomes a column: the sort
/// key moved by the distance, in a type that holds both.
final class WindowFrames {
  /// Larger offsets can leave BIGINT from any integer.
  private static final long LARGE = 1L << 62;

  private final Expressions expressions;
  private final ConstantValues constants;
  private final WindowInput input;

  /// @param input gets the columns that frames need
  WindowFrames(Expressions expressions, ConstantValues constants, WindowInput input) {
    this.expressions = expressions;
    this.constants = constants;
    this.input = input;
  }

  WindowFrame frame(RexOver over) {
    var window = over.getWindow();
    var lower = window.getLowerBound();
    var upper = window.getUpperBound();
    var unit = unit(window);
    if (unit == WindowFrame.Unit.GROUPS && window.orderKeys.isEmpty()) {
      throw PlacedErrors.at(
          over.getParserPosition(),
          ErrorCode.INVALID_STATEMENT,
          "a frame in GROUPS needs an ORDER BY in its window");
    }
    return new WindowFrame(
        unit,
        bound(lower, unit, window),
        bound(upper, unit, window),
        switch (window.getExclude()) {
          case EXCLUDE_NO_OTHER -> WindowFrame.Exclusion.NO_OTHERS;
          case EXCLUDE_CURRENT_ROW -> WindowFrame.Exclusion.CURRENT_ROW;
          case EXCLUDE_GROUP -> WindowFrame.Exclusion.GROUP;
          case EXCLUDE_TIES -> WindowFrame.Exclusion.TIES;
        });
  }

  private static WindowFrame.Unit unit(RexWindow window) {
    if (!window.isRows()) {
      return WindowFrame.Unit.RANGE;
    }
    return countsGroups(window.getLowerBound()) || countsGroups(window.getUpperBound())
        ? WindowFrame.Unit.GROUPS
        : WindowFrame.Unit.ROWS;
  }

  private static boolean countsGroups(RexWindowBound bound) {
    return bound.getOffset() instanceof RexCall call && call.getOperator().equals(FrameNode.GROUPS);
  }

  private FrameBound bound(RexWindowBound bound, WindowFrame.Unit unit, RexWindow window) {
    if (bound.isUnbounded()) {
      return bound.isPreceding()
          ? new FrameBound.UnboundedPreceding()
          : new FrameBound.UnboundedFollowing();
    }
    if (bound.isCurrentRow()) {
      return new FrameBound.CurrentRow();
    }
    var offset = offset(bound);
    return unit == WindowFrame.Unit.RANGE ? value(bound, offset, window) : rows(bound, offset);
  }

  private Literal offset(RexWindowBound bound) {
    var node = java.util.Objects.requireNonNull(bound.getOffset(), "a bound with an offset");
    var offset = countsGroups(bound) ? ((RexCall) node).getOperands().getFirst() : node;
    var literal =
        constants
            .of(offset)
            .orElseThrow(() -> QueryErrors.notSupported("a frame offset that is not constant"));
    if (literal.isNull() || isNegative(literal)) {
      throw QueryErrors.invalidArgument(
          bound.isPreceding() ? "PRECEDING" : "FOLLOWING",
          "an offset that is neither NULL nor negative",
          String.valueOf(literal.value()));
    }
    return literal;
  }

  private static boolean isNegative(Literal literal) {
    return switch (literal.value()) {
      case Long number -> number < 0;
      case Double number -> number < 0 || number.isNaN();
      case BigInteger number -> number.signum() < 0;
      case null, default -> false;
    };
  }

  private static FrameBound rows(RexWindowBound bound, Literal offset) {
    if (offset.type() instanceof Type.Decimal || !(offset.value() instanceof Long distance)) {
      throw QueryErrors.invalidArgument(
          bound.isPreceding() ? "PRECEDING" : "FOLLOWING",
          "a whole number of rows or groups",
          String.valueOf(offset.value()));
    }
    return new FrameBound.Rows(bound.isPreceding() ? -distance : distance);
  }

  private FrameBound value(RexWindowBound bound, Literal offset, RexWindow window) {
    var collation = window.orderKeys.getFirst();
    var key = expressions.translate(collation.left);
    boolean up = bound.isFollowing() != collation.getDirection().isDescending();
    var moved = moved(key, new Expression.Constant(offset), up ? "+" : "-");
    return new FrameBound.Value(input.column(moved.key()), input.column(moved.bound()));
  }

  /// A sort key and itself moved by an offset, in one type.
  private record Moved(Expression key, Expression bound) {}

  private Moved moved(Expression key, Expression.Constant offset, String operator) {
    return switch (key.type()) {
      case Type.Decimal ignored -> movedNumber(key, offset, operator);
      case Type.Simple simple ->
          switch (simple) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE ->
                movedNumber(key, offset, operator);
            case DATE -> movedBy(key, Type.Simple.TIMESTAMP, offset, operator);
            case TIME -> movedTime(key, offset, operator);
            case TIMESTAMP, INSTANT, INTERVAL_MONTHS, INTERVAL_MICROS ->
                movedBy(key, simple, offset, operator);
            case BOOLEAN, VARCHAR, VARBINARY, NULL ->
                throw QueryErrors.notSupported("a RANGE frame with an offset over " + simple.sql());
          };
    };
  }

  private Moved movedBy(Expression key, Type type, Expression offset, String operator) {
    var wide = expressions.cast(key, type);
    var bound = expressions.function(operator, List.of(wide, offset));
    return new Moved(expressions.cast(wide, bound.type()), bound);
  }

  /// As time since midnight, which does not begin again after 24 hours.
  private Moved movedTime(Expression key, Expression offset, String operator) {
    var midnight = new Expression.Constant(new Literal(Type.Simple.TIME, 0L));
    var since = expressions.function("-", List.of(key, midnight));
    return movedBy(since, since.type(), offset, operator);
  }

  private Moved movedNumber(Expression key, Expression.Constant offset, String operator) {
    if (isFloating(key.type()) || isFloating(offset.type())) {
      var distance = expressions.cast(offset, Type.Simple.DOUBLE);
      return movedBy(key, Type.Simple.DOUBLE, distance, operator);
    }
    if (key.type() instanceof Type.Decimal || offset.type() instanceof Type.Decimal) {
      return movedBy(key, key.type(), offset, operator);
    }
    long distance = (Long) java.util.Objects.requireNonNull(offset.literal().value());
    var wide = expressions.cast(key, Type.Simple.BIGINT);
    var by = new Expression.Constant(Literal.of(distance));
    var bound = expressions.function(operator, List.of(wide, by));
    return new Moved(
        wide,
        key.type() == Type.Simple.BIGINT || distance > LARGE
            ? saturated(wide, bound, distance, operator.equals("+"))
            : bound);
  }

  /// The last BIGINT where the bound lies beyond it: no key does.
  private Expression saturated(Expression key, Expression bound, long distance, boolean up) {
    long last = up ? Long.MAX_VALUE : Long.MIN_VALUE;
    var limit = new Expression.Constant(Literal.of(up ? last - distance : last + distance));
    var beyond = expressions.comparison(up ? ">" : "<", key, limit);
    var constant = new Expression.Constant(Literal.of(last));
    return new Expression.Case(
        List.of(new Expression.When(beyond, constant)),
        java.util.Optional.of(bound),
        Type.Simple.BIGINT);
  }

  private static boolean isFloating(Type type) {
    return type == Type.Simple.REAL || type == Type.Simple.DOUBLE;
  }
}
