package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.Widening;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/// Translates Calcite's expressions: every function becomes an overload of the registry, every cast
/// explicit.
final class Expressions {
  private static final Expression TRUE = new Expression.Constant(Literal.of(true));
  private static final Expression FALSE = new Expression.Constant(Literal.of(false));

  private final FunctionRegistry registry;
  private final RexBuilder rexBuilder;
  private final String timeZone;
  private final StatementTime now;

  Expressions(FunctionRegistry registry, RexBuilder rexBuilder, String timeZone) {
    this.registry = registry;
    this.rexBuilder = rexBuilder;
    this.timeZone = timeZone;
    this.now = StatementTime.now(timeZone);
  }

  Expression translate(RexNode node) {
    return switch (node) {
      case RexInputRef column ->
          new Expression.InputColumn(column.getIndex(), SqlTypes.toType(column.getType()));
      case RexLiteral literal ->
          new Expression.Constant(Literals.of(literal, SqlTypes.toType(literal.getType())));
      case RexCall call -> cast(call(call), SqlTypes.toType(call.getType()));
      default -> throw QueryErrors.notSupported("the expression " + node);
    };
  }

  List<Expression> translate(List<? extends RexNode> nodes) {
    return nodes.stream().map(this::translate).toList();
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
      case EXTRACT -> extract(call);
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
      case "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" ->
          new Expression.Constant(now.as(SqlTypes.toType(call.getType())));
      default ->
          function(
              call.getOperator().getName().toLowerCase(Locale.ROOT), translate(call.getOperands()));
    };
  }

  /// `FLOOR(x)`, or `FLOOR(date TO unit)`.
  private Expression roundedTo(RexCall call) {
    if (call.getOperands().size() == 1) {
      return function(call.isA(SqlKind.FLOOR) ? "floor" : "ceil", translate(call.getOperands()));
    }
    if (call.isA(SqlKind.CEIL)) {
      throw QueryErrors.notSupported("CEIL of a date or time");
    }
    return function("date_trunc", List.of(unit(call, 1), operand(call, 0)));
  }

  /// A unit of time such as YEAR, as text.
  private static Expression unit(RexCall call, int index) {
    var unit = ((RexLiteral) call.getOperands().get(index)).getValueAs(TimeUnitRange.class);
    return new Expression.Constant(
        Literal.of(Objects.requireNonNull(unit, "a unit").name().toLowerCase(Locale.ROOT)));
  }

  /// A conjunction whose terms are none.
  private static Expression and(List<Expression> terms) {
    return new Expression.And(
        terms.stream()
            .flatMap(term ->
                term instanceof Expression.And(var inner) ? inner.stream() : Stream.of(term))
            .toList());
  }

  private Expression extract(RexCall call) {
    return function("date_part", List.of(unit(call, 0), operand(call, 1)));
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

  private Expression function(String name, List<Expression> arguments) {
    var resolved =
        registry
            .resolve(name, arguments.stream().map(Expression::type).toList())
            .orElseThrow(() ->
                QueryErrors.notSupported(
                    name
                        + "("
                        + String.join(
                            ", ", arguments.stream().map(each -> each.type().sql()).toList())
                        + ")"));
    var cast = new ArrayList<Expression>();
    for (var i = 0; i < arguments.size(); i++) {
      cast.add(cast(arguments.get(i), resolved.parameterTypes().get(i)));
    }
    return new Expression.Call(resolved.name(), cast, resolved.resultType());
  }

  /// A comparison of two values brought to the type that both widen to.
  Expression comparison(String operator, Expression left, Expression right) {
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
    return new Expression.Cast(operand, type, orNull, length, timeZone);
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
  Expression cast(Expression operand, Type type) {
    if (operand.type().equals(type)) {
      return operand;
    }
    if (operand instanceof Expression.Constant(Literal literal)) {
      var converted = Literals.convert(literal, type);
      if (converted.isPresent()) {
        return new Expression.Constant(converted.get());
      }
    }
    return new Expression.Cast(operand, type, false, 0, timeZone);
  }

  /// The terms of a conjunction.
  static List<RexNode> terms(RexNode condition) {
    return condition.isA(SqlKind.AND) ? ((RexCall) condition).getOperands() : List.of(condition);
  }

  static RexNode expandSearch(RexBuilder builder, RexCall search) {
    return RexUtil.expandSearch(builder, null, search);
  }
}
