package dev.mutirao.planner.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.plan.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Translates EXTRACT, and date_trunc of instants.
final class ClockParts {
  private static final String UTC = "UTC";
  private static final Literal PER_SECOND = Literal.of(1_000_000L);
  private static final Literal MICROSECOND = new Literal(new Type.Decimal(6, 6), 1L);
  private static final Literal MICROSECOND_IN_MILLISECONDS =
      new Literal(new Type.Decimal(3, 3), 1L);

  /// Parts that every time zone cuts alike, but for the few whose offset has odd minutes.
  private static final Set<String> WITHIN_HOURS =
      Set.of("hour", "minute", "second", "millisecond", "microsecond");

  private final Expressions expressions;
  private final String timeZone;

  ClockParts(Expressions expressions, String timeZone) {
    this.expressions = expressions;
    this.timeZone = timeZone;
  }

  /// A unit of time such as YEAR.
  static String unit(RexNode unit) {
    var range = ((RexLiteral) unit).getValueAs(TimeUnitRange.class);
    return Objects.requireNonNull(range, "a unit").name().toLowerCase(Locale.ROOT);
  }

  /// A part of a date or time; with its fraction when `type` is a DECIMAL.
  Expression extract(String unit, Expression from, Type type) {
    var clock = clock(unit, from);
    if (!(type instanceof Type.Decimal)) {
      return part(unit, clock);
    }
    return switch (unit) {
      case "second" -> times(part("microsecond", clock), MICROSECOND);
      case "millisecond" -> times(part("microsecond", clock), MICROSECOND_IN_MILLISECONDS);
      default -> {
        var micros = List.of(part("microsecond", clock), new Expression.Constant(PER_SECOND));
        var fraction = times(expressions.function("%", micros), MICROSECOND);
        yield expressions.function("+", List.of(part(unit, clock), fraction));
      }
    };
  }

  /// A call of `extract` or `date_part`. The epoch of an instant does not depend on a time zone;
  /// the parts of the time zone are what its clocks differ from those of UTC.
  Expression part(RexCall call, List<Expression> arguments) {
    var name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    var from = arguments.getLast();
    if (from.type() != Simple.INSTANT
        || !(arguments.getFirst() instanceof Expression.Constant(Literal literal))
        || !(literal.value() instanceof String unit)) {
      return expressions.function(name, arguments);
    }
    var lower = unit.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "epoch" -> expressions.function(name, List.of(arguments.getFirst(), at(from, UTC)));
      case "timezone" -> offset(from);
      case "timezone_hour" -> expressions.function("/", List.of(offset(from), seconds(3600)));
      case "timezone_minute" ->
          expressions.function(
              "%",
              List.of(expressions.function("/", List.of(offset(from), seconds(60))), seconds(60)));
      default -> expressions.function(name, arguments);
    };
  }

  private Expression offset(Expression instant) {
    return expressions.function(
        "-", List.of(part("epoch", at(instant, timeZone)), part("epoch", at(instant, UTC))));
  }

  private static Expression seconds(long count) {
    return new Expression.Constant(Literal.of(count));
  }

  /// The instant cut within the hour by subtracting what is beyond the part, since a clock that is
  /// set back shows some hours twice; else by the clock.
  Expression truncate(Expression unit, Expression instant) {
    var clock = at(instant, timeZone);
    var cut = expressions.function("date_trunc", List.of(unit, clock));
    if (!isWithinHours(unit)) {
      return new Expression.Cast(cut, Simple.INSTANT, false, 0, timeZone);
    }
    var beyond = expressions.function("-", List.of(clock, cut));
    return expressions.function("-", List.of(instant, beyond));
  }

  private static boolean isWithinHours(Expression unit) {
    return unit instanceof Expression.Constant(Literal literal)
        && literal.value() instanceof String name
        && WITHIN_HOURS.contains(name.toLowerCase(Locale.ROOT));
  }

  private Expression clock(String unit, Expression from) {
    return from.type() == Simple.INSTANT ? at(from, unit.equals("epoch") ? UTC : timeZone) : from;
  }

  private static Expression at(Expression instant, String zone) {
    return new Expression.Cast(instant, Simple.TIMESTAMP, false, 0, zone);
  }

  private Expression part(String unit, Expression clock) {
    return expressions.function(
        "extract", List.of(new Expression.Constant(Literal.of(unit)), clock));
  }

  private Expression times(Expression number, Literal factor) {
    return expressions.function("*", List.of(number, new Expression.Constant(factor)));
  }
}
