package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The nodes of one evaluator. Used by one thread.
final class Nodes {
  private final FunctionRegistry functions;
  private final LoopCompiler loops;

  /// A {@link PresentForm} has parts in common with the general form, such as a CASE, in which
  /// there can be another: made twice each, they would double with every level.
  private final IdentityHashMap<Expression, Node> known = new IdentityHashMap<>();

  Nodes(FunctionRegistry functions, LoopCompiler loops) {
    this.functions = functions;
    this.loops = loops;
  }

  /// What computes an expression, made once.
  Node node(Expression expression) {
    var made = known.get(expression);
    if (made == null) {
      made = made(expression);
      known.put(expression, made);
    }
    return made;
  }

  private Node made(Expression expression) {
    if (Fusion.alwaysNull(expression, functions)) {
      return new ConstantNode(Literal.ofNull(expression.type()));
    }
    return switch (expression) {
      case InputColumn(int index, Type type) -> new InputNode(index, type);
      case Constant(Literal literal) -> new ConstantNode(literal);
      case Call call -> call(call);
      case Cast cast -> loop(cast, true);
      case InList list -> loop(list, true);
      case And(List<Expression> terms) -> new LogicNode(true, nodes(terms));
      case Or(List<Expression> terms) -> new LogicNode(false, nodes(terms));
      case IsNull(Expression operand) -> new IsNullNode(node(operand));
      case Coalesce(List<Expression> operands, Type type) ->
          new CoalesceNode(type, nodes(operands));
      case Case branches -> {
        var results =
            new ArrayList<>(branches.branches().stream().map(when -> node(when.result())).toList());
        branches.otherwise().ifPresent(otherwise -> results.add(node(otherwise)));
        var conditions =
            branches.branches().stream().map(when -> filter(when.condition())).toList();
        yield new CaseNode(branches.type(), conditions, results);
      }
    };
  }

  private Node call(Call call) {
    return PresentForm.of(call, functions)
        .<Node>map(
            present -> new PresentNode(present.columns(), general(present.form()), general(call)))
        .orElseGet(() -> general(call));
  }

  private Node general(Call call) {
    return Fusion.kernel(call)
        .<Node>map(kernel -> {
          var alone = Fusion.alone(call, functions);
          return KernelNode.of(kernel, loop(call, alone, true), (Call) alone.shape());
        })
        .orElseGet(() -> loop(call, !Fusion.implementation(call, functions).takesNulls()));
  }

  private Node loop(Expression expression, boolean strict) {
    return loop(expression, new Fusion(expression, functions), strict);
  }

  private LoopNode loop(Expression expression, Fusion fusion, boolean strict) {
    return new LoopNode(
        expression.type(),
        loops.loop(fusion.shape()),
        nodes(fusion.inputs()),
        fusion.literals(),
        strict,
        fusion.fails());
  }

  /// What finds the rows on which a predicate is true.
  Filter filter(Expression predicate) {
    return switch (predicate) {
      case And(List<Expression> terms) -> new AndFilter(terms.stream().map(this::filter).toList());
      case Or(List<Expression> terms) -> new OrFilter(terms.stream().map(this::filter).toList());
      case IsNull(Expression operand) -> new IsNullNode.Selecting(node(operand), true);
      case Call(String function, List<Expression> arguments, Type ignored)
          when function.equals("not")
              && arguments.getFirst() instanceof IsNull(Expression operand) ->
          new IsNullNode.Selecting(node(operand), false);
      case Call call when isStrict(call) -> loopFilter(call);
      case InList list when !Fusion.alwaysNull(list, functions) -> loopFilter(list);
      case Call call -> new ValueFilter(node(call));
      case InList list -> new ValueFilter(node(list));
      case Cast cast -> new ValueFilter(node(cast));
      case Case branches -> new ValueFilter(node(branches));
      case Coalesce coalesce -> new ValueFilter(node(coalesce));
      case InputColumn column -> new ValueFilter(node(column));
      case Constant constant -> new ValueFilter(node(constant));
    };
  }

  private boolean isStrict(Call call) {
    if (Fusion.alwaysNull(call, functions)) {
      return false;
    }
    var implementation = Fusion.implementation(call, functions);
    return !implementation.takesNulls() && !implementation.givesNull();
  }

  private Filter loopFilter(Expression predicate) {
    var fusion = new Fusion(predicate, functions);
    return new LoopFilter(
        loops.selecting(fusion.shape()), nodes(fusion.inputs()), fusion.literals());
  }

  private List<Node> nodes(List<Expression> expressions) {
    return expressions.stream().map(this::node).toList();
  }
}
