package dev.mutirao.planner.expression;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.Widening;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/// Translates Calcite's expressions: every function becomes an overload of the registry, every cast
/// explicit.
public final class Expressions {
  private static final Expression TRUE = new Expression.Constant(Literal.of(true));
  private static final Expression IGNORING_CASE = new Expression.Constant(Literal.of("i"));
  private static final Expression FALSE = new Expression.Constant(Literal.of(false));

  /// Operators that check the digits of their result themselves.
  private static final Set<String> EXACT = Set.of("+", "-", "*");

  private final FunctionRegistry registry;
  private final RexBuilder rexBuilder;
  private final StatementTime now;
  private final ClockParts clockParts;

  public Expressions(FunctionRegistry registry, RexBuilder rexBuilder, StatementTime now) {
    this.registry = registry;
    this.rexBuilder = rexBuilder;
    this.now = now;
    this.clockParts = new ClockParts(this, now.timeZone());
  }

  /// The functions that expressions may call.
  public FunctionRegistry functions() {
    return registry;
  }

  public Expression translate(RexNode node) {
    return switch (node) {
      case RexInputRef column ->
          new Expression.InputColumn(column.getIndex(), SqlTypes.toType(column.getType()));
      case RexLiteral literal ->
          new Expression.Constant(Literals.of(literal, SqlTypes.toType(literal.getType())));
      case RexSubQuery subquery ->
          throw QueryErrors.notSupported(
              "a subquery that depends on both sides of a join, "
                  + subquery.getKind()
                  + " in its ON,");
      case RexCall call -> placed(call);
      default -> throw QueryErrors.notSupported("the expression " + node);
    };
  }

  /// What is refused points at the innermost call whose place is known.
  private Expression placed(RexCall call) {
    try {
      return typed(call(call), SqlTypes.toType(call.getType()));
    } catch (MutiraoException e) {
      var place = call.getParserPosition();
      throw place.getLineNum() > 0 ? PlacedErrors.placed(e, place) : e;
    }
  }

  public List<Expression> translate(List<? extends RexNode> nodes) {
    return nodes.stream().map(this::translate).toList();
  }

  /// Decimals are computed with as few digits as a pass proved to be enough; else types that differ
  /// are cast.
  private Expression typed(Expression value, Type type) {
    return value instanceof Expression.Call(var name, var arguments, Type.Decimal wide)
            && type instanceof Type.Decimal narrow
            && narrow.scale() == wide.scale()
            && narrow.precision() < wide.precision()
            && EXACT.contains(name)
        ? new Expression.Call(name, arguments, narrow)
        : cast(value, type);
  }

  private Expression call(RexCall call) {
    return switch (call.getKind()) {
      case AND -> and(translate(call.getOperands()));
      case OR -> new Expression.Or(translate(call.getOperands()));
      case NOT -> not(operand(call, 0));
      case IS_NULL -> new Expression.IsNull(operand(call, 0));
      case IS_NOT_NULL -> not(new Expression.IsNull(operand(call, 0)));
      case IS_TRUE -> orElse(operand(call, 0), FALSE);
      case IS_NOT_FALSE -> orElse(operand(call, 0), TRUE);
      case IS_FALSE -> not(orElse(operand(call, 0), TRUE));
      case IS_NOT_TRUE -> not(orElse(operand(call, 0), FALSE));
      case IS_DISTINCT_FROM -> not(notDistinct(call));
      case IS_NOT_DISTINCT_FROM -> notDistinct(call);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(call.getOperator().getName(), operand(call, 0), operand(call, 1));
      case SEARCH -> SearchTranslation.translate(call, this, rexBuilder);
      case CASE -> caseOf(call);
      case COALESCE -> coalesce(call);
      case NULLIF -> nullIf(call);
      case CAST -> castOf(call, false);
      case SAFE_CAST -> castOf(call, true);
      case REINTERPRET -> operand(call, 0);
      case MINUS_PREFIX -> function("negate", translate(call.getOperands()));
      case EXTRACT ->
          clockParts.extract(
              ClockParts.unit(call.getOperands().getFirst()),
              operand(call, 1),
              SqlTypes.toType(call.getType()));
      case TRIM -> trim(call);
      case PLUS_PREFIX -> operand(call, 0);
      case MOD -> function("%", translate(call.getOperands()));
      case FLOOR, CEIL -> roundedTo(call);
      default -> named(call);
    };
  }

  /// Functions that need no translation, and those that give the time.
  private Expression named(RexCall call) {
    return switch (call.getOperator().getName()) {
      case "CURRENT_DATE",
          "CURRENT_TIME",
          "LOCALTIME",
          "CURRENT_TIMESTAMP",
          "LOCALTIMESTAMP",
          "NOW" ->
          new Expression.Constant(now.as(SqlTypes.toType(call.getType())));
      case "TRANSLATE3" -> function("translate", translate(call.getOperands()));
      case "DATE_TRUNC" -> truncated(operand(call, 0), operand(call, 1));
      case "ROUND", "TRUNC" -> rounded(call);
      case "IFNULL" -> coalesce(call);
      case "IF" -> caseOf(call);
      case "SIMILAR TO" -> function("similar_to", translate(call.getOperands()));
      case "POSIX REGEX CASE SENSITIVE" -> function("regexp_like", translate(call.getOperands()));
      case "POSIX REGEX CASE INSENSITIVE" ->
          function("regexp_like", List.of(operand(call, 0), operand(call, 1), IGNORING_CASE));
      case "NEGATED POSIX REGEX CASE SENSITIVE" ->
          not(function("regexp_like", translate(call.getOperands())));
      case "NEGATED POSIX REGEX CASE INSENSITIVE" ->
          not(function("regexp_like", List.of(operand(call, 0), operand(call, 1), IGNORING_CASE)));
      case "EXTRACT", "DATE_PART" -> clockParts.part(call, translate(call.getOperands()));
      case "TO_TIMESTAMP" -> toTimestamp(translate(call.getOperands()));
      default ->
          function(
              call.getOperator().getName().toLowerCase(Locale.ROOT), translate(call.getOperands()));
    };
  }

  private Expression truncated(Expression unit, Expression clock) {
    return clock.type() == Type.Simple.INSTANT
        ? clockParts.truncate(unit, clock)
        : function("date_trunc", List.of(unit, clock));
  }

  /// That of a text is the instant at which the session's clocks show it.
  private Expression toTimestamp(List<Expression> arguments) {
    var read = function("to_timestamp", arguments);
    if (arguments.size() == 1) {
      return read;
    }
    var clock = new Expression.Cast(read, Type.Simple.TIMESTAMP, false, 0, "UTC");
    return new Expression.Cast(clock, Type.Simple.INSTANT, false, 0, now.timeZone());
  }

  /// A DECIMAL gets one digit more, since 9.99 rounds to 10.0.
  private Expression rounded(RexCall call) {
    var arguments = new ArrayList<>(translate(call.getOperands()));
    if (arguments.size() == 2
        && arguments.getFirst().type() instanceof Type.Decimal(int precision, int scale)) {
      var wider = new Type.Decimal(Math.min(precision + 1, Type.Decimal.MAX_PRECISION), scale);
      arguments.set(0, cast(arguments.getFirst(), wider));
    }
    return function(call.getOperator().getName().toLowerCase(Locale.ROOT), arguments);
  }

  /// `FLOOR(x)`, or `FLOOR(date TO unit)`.
  private Expression roundedTo(RexCall call) {
    if (call.getOperands().size() == 1) {
      return function(call.isA(SqlKind.FLOOR) ? "floor" : "ceil", translate(call.getOperands()));
    }
    if (call.isA(SqlKind.CEIL)) {
      throw QueryErrors.notSupported("CEIL of a date or time");
    }
    var unit = new Expression.Constant(Literal.of(ClockParts.unit(call.getOperands().get(1))));
    return truncated(unit, operand(call, 0));
  }

  /// A conjunction whose terms are none.
  private static Expression and(List<Expression> terms) {
    return new Expression.And(
        terms.stream()
            .flatMap(term ->
                term instanceof Expression.And(var inner) ? inner.stream() : Stream.of(term))
            .toList());
  }

  /// Calcite's operands are the side, the characters to remove, and the text.
  private Expression trim(RexCall call) {
    var side = ((RexLiteral) call.getOperands().getFirst()).getValueAs(SqlTrimFunction.Flag.class);
    var name =
        switch (Objects.requireNonNull(side, "a trim has a side")) {
          case BOTH -> "btrim";
          case LEADING -> "ltrim";
          case TRAILING -> "rtrim";
        };
    return function(name, List.of(operand(call, 2), operand(call, 1)));
  }

  private Expression operand(RexCall call, int index) {
    return translate(call.getOperands().get(index));
  }

  /// A call of the overload that fits, its arguments cast to what it takes.
  public Expression function(String name, List<Expression> arguments) {
    var types = arguments.stream().map(Expression::type).toList();
    var call =
        FunctionCall.resolve(registry, name, types)
            .orElseThrow(() ->
                QueryErrors.notSupported(
                    name + "(" + String.join(", ", types.stream().map(Type::sql).toList()) + ")"));
    var cast = new ArrayList<Expression>();
    for (var i = 0; i < arguments.size(); i++) {
      var taken = cast(arguments.get(i), call.arguments().get(i));
      cast.add(cast(taken, call.function().parameterTypes().get(i)));
    }
    var result = new Expression.Call(call.function().name(), cast, call.function().resultType());
    return cast(result, call.type());
  }

  /// A comparison of two values brought to the type that both widen to.
  public Expression comparison(String operator, Expression left, Expression right) {
    var sides = common(List.of(left, right));
    return new Expression.Call(operator, sides, Type.Simple.BOOLEAN);
  }

  private List<Expression> common(List<Expression> sides) {
    var types = sides.stream().map(Expression::type).toList();
    var common =
        Widening.common(types)
            .orElseThrow(() ->
                QueryErrors.notSupported(
                    "comparing " + String.join(" with ", types.stream().map(Type::sql).toList())));
    return sides.stream().map(side -> cast(side, common)).toList();
  }

  private static Expression not(Expression operand) {
    return new Expression.Call("not", List.of(operand), Type.Simple.BOOLEAN);
  }

  private static Expression orElse(Expression truth, Expression otherwise) {
    return new Expression.Coalesce(List.of(truth, otherwise), Type.Simple.BOOLEAN);
  }

  private Expression notDistinct(RexCall call) {
    var sides = common(List.of(operand(call, 0), operand(call, 1)));
    var left = sides.getFirst();
    var right = sides.getLast();
    var bothNull =
        new Expression.And(List.of(new Expression.IsNull(left), new Expression.IsNull(right)));
    return new Expression.Or(List.of(bothNull, orElse(comparison("=", left, right), FALSE)));
  }

  private Expression caseOf(RexCall call) {
    var type = SqlTypes.toType(call.getType());
    var operands = call.getOperands();
    var branches = new ArrayList<Expression.When>();
    for (var i = 0; i + 1 < operands.size(); i += 2) {
      branches.add(
          new Expression.When(
              translate(operands.get(i)), cast(translate(operands.get(i + 1)), type)));
    }
    return new Expression.Case(
        branches, Optional.of(cast(translate(operands.getLast()), type)), type);
  }

  private Expression coalesce(RexCall call) {
    var type = SqlTypes.toType(call.getType());
    var operands = call.getOperands().stream().map(each -> cast(translate(each), type)).toList();
    return new Expression.Coalesce(operands, type);
  }

  private Expression nullIf(RexCall call) {
    var type = SqlTypes.toType(call.getType());
    var value = operand(call, 0);
    var isEqual = comparison("=", value, operand(call, 1));
    var isNull = new Expression.When(isEqual, new Expression.Constant(Literal.ofNull(type)));
    return new Expression.Case(List.of(isNull), Optional.of(cast(value, type)), type);
  }

  private Expression castOf(RexCall call, boolean orNull) {
    var operand = operand(call, 0);
    var type = SqlTypes.toType(call.getType());
    var length = maxLength(call.getType());
    if (length == 0 && operand.type().equals(type)) {
      return operand;
    }
    return new Expression.Cast(operand, type, orNull, length, now.timeZone());
  }

  private static int maxLength(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case CHAR, VARCHAR ->
          type.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
                  || type.getPrecision() == Integer.MAX_VALUE
              ? 0
              : type.getPrecision();
      default -> 0;
    };
  }

  /// `operand` as a value of `type`: itself, a converted constant, or a cast.
  public Expression cast(Expression operand, Type type) {
    if (operand.type().equals(type)) {
      return operand;
    }
    if (operand instanceof Expression.Constant(Literal literal)) {
      var converted = Literals.convert(literal, type);
      if (converted.isPresent()) {
        return new Expression.Constant(converted.get());
      }
    }
    return new Expression.Cast(operand, type, false, 0, now.timeZone());
  }
}
