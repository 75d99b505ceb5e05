package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.And;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.Case;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.Coalesce;
import dev.mutirao.executor.plan.Expression.Constant;
import dev.mutirao.executor.plan.Expression.InList;
import dev.mutirao.executor.plan.Expression.InputColumn;
import dev.mutirao.executor.plan.Expression.IsNull;
import dev.mutirao.executor.plan.Expression.Or;
import dev.mutirao.executor.plan.Expression.When;
import dev.mutirao.executor.testing.RandomValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Seeded expressions over the columns of a schema, typed as the planner types them.
final class RandomExpressions {
  static final List<Type> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.DOUBLE,
          Simple.VARCHAR,
          new Decimal(9, 2),
          new Decimal(25, 4));
  private static final List<String> COMPARISONS =
      List.of("=", "<>", "<", "<=", ">", ">=", "is_distinct_from");
  private static final List<String> PATTERNS =
      List.of("%", "a%", "%o", "%a%", "_b_", "S_o%", "%e%t%", "");

  private final Schema schema;
  private final Random random;

  RandomExpressions(Schema schema, Random random) {
    this.schema = schema;
    this.random = random;
  }

  Expression of(Type type, int depth) {
    if (depth == 0) {
      return leaf(type);
    }
    return switch (random.nextInt(8)) {
      case 0 -> leaf(type);
      case 1 -> branches(type, depth - 1);
      case 2 -> new Coalesce(List.of(of(type, depth - 1), of(type, depth - 1)), type);
      default ->
          switch (type) {
            case Simple simple when simple == Simple.BOOLEAN -> predicate(depth - 1);
            case Simple simple when simple == Simple.VARCHAR -> text(depth - 1);
            case Simple simple -> number(simple, depth - 1);
            case Decimal decimal -> decimal(decimal, depth - 1);
          };
    };
  }

  Expression predicate(int depth) {
    return switch (random.nextInt(7)) {
      case 0 -> new And(List.of(of(Simple.BOOLEAN, depth), of(Simple.BOOLEAN, depth)));
      case 1 ->
          new Or(
              List.of(
                  of(Simple.BOOLEAN, depth), of(Simple.BOOLEAN, depth), of(Simple.BOOLEAN, depth)));
      case 2 -> new Call("not", List.of(of(Simple.BOOLEAN, depth)), Simple.BOOLEAN);
      case 3 -> new IsNull(of(anyType(), depth));
      case 4 -> {
        var type = anyType();
        var values =
            IntStream.range(0, 1 + random.nextInt(9))
                .mapToObj(i -> RandomValues.value(type, random))
                .toList();
        yield new InList(of(type, depth), values);
      }
      case 5 ->
          new Call(
              "like",
              List.of(
                  of(Simple.VARCHAR, depth),
                  new Constant(Literal.of(PATTERNS.get(random.nextInt(PATTERNS.size()))))),
              Simple.BOOLEAN);
      default -> {
        var type = anyType();
        var comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
        yield new Call(comparison, List.of(of(type, depth), of(type, depth)), Simple.BOOLEAN);
      }
    };
  }

  private Expression branches(Type type, int depth) {
    var branches = new ArrayList<When>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      branches.add(new When(predicate(depth), of(type, depth)));
    }
    return new Case(
        branches, random.nextBoolean() ? Optional.of(of(type, depth)) : Optional.empty(), type);
  }

  private Expression text(int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> new Call("upper", List.of(of(Simple.VARCHAR, depth)), Simple.VARCHAR);
      case 1 ->
          new Call(
              "||", List.of(of(Simple.VARCHAR, depth), of(Simple.VARCHAR, depth)), Simple.VARCHAR);
      default -> new Cast(of(Simple.INTEGER, depth), Simple.VARCHAR, false, 0, "UTC");
    };
  }

  private Expression number(Simple type, int depth) {
    if (type == Simple.INTEGER && random.nextInt(4) == 0) {
      return new Call("length", List.of(of(Simple.VARCHAR, depth)), type);
    }
    if (random.nextInt(3) == 0) {
      var from = anyType();
      boolean possible =
          from != Simple.BOOLEAN && !(from == Simple.VARCHAR && type == Simple.DOUBLE);
      return possible
          ? new Cast(of(from, depth), type, random.nextBoolean(), 0, "UTC")
          : leaf(type);
    }
    var operators = List.of("+", "-", "*", "/", "%");
    return new Call(
        operators.get(random.nextInt(operators.size())),
        List.of(of(type, depth), of(type, depth)),
        type);
  }

  private Expression decimal(Decimal type, int depth) {
    var operators = List.of("+", "-", "*", "/", "%");
    var operator = operators.get(random.nextInt(operators.size()));
    var other = random.nextBoolean() ? type : new Decimal(9, 2);
    var resolved = FunctionRegistry.builtIn().resolve(operator, List.of(type, other)).orElseThrow();
    var arguments = new ArrayList<Expression>();
    for (var argument : List.of(of(type, depth), of(other, depth))) {
      var wanted = resolved.parameterTypes().get(arguments.size());
      arguments.add(
          argument.type().equals(wanted) ? argument : new Cast(argument, wanted, false, 0, "UTC"));
    }
    return new Cast(
        new Call(operator, arguments, resolved.resultType()), type, random.nextBoolean(), 0, "UTC");
  }

  private Expression leaf(Type type) {
    var columns =
        IntStream.range(0, schema.size())
            .filter(index -> schema.type(index).equals(type))
            .boxed()
            .toList();
    return columns.isEmpty() || random.nextInt(3) == 0
        ? new Constant(
            random.nextInt(8) == 0 ? Literal.ofNull(type) : RandomValues.value(type, random))
        : new InputColumn(columns.get(random.nextInt(columns.size())), type);
  }

  private Type anyType() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }
}
