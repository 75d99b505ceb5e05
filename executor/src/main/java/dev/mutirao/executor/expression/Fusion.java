package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.function.Bytes;
import dev.mutirao.executor.function.Extremes;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.Implementation;
import dev.mutirao.executor.function.KeptBytes;
import dev.mutirao.executor.function.Preparation;
import dev.mutirao.executor.kernel.ColumnKernel;
import dev.mutirao.executor.kernel.Kernels;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.Constant;
import dev.mutirao.executor.plan.Expression.InList;
import dev.mutirao.executor.plan.Expression.InputColumn;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what of an expression runs in one loop: the calls from its root down to input columns,
/// constants and whatever cannot be fused (lazy forms, functions that see NULL or, beside other
/// inputs, give NULL, those that have a kernel, and those of a second jar, since a loop is kept as
/// long as the classes of one), which becomes an input.
///
/// The {@link #shape} is the same tree with these taken out: input number n is `InputColumn(n)`,
/// constant number n is `InputColumn(-1 - n)`. Expressions of one shape share one compiled loop.
final class Fusion {
  private final FunctionRegistry functions;
  private final Expression shape;
  private final List<Expression> inputs = new ArrayList<>();
  private final List<Object> constants = new ArrayList<>();
  private boolean fails;

  /// The jar of the first function of a user in the loop.
  private @Nullable String jar;

  Fusion(Expression root, FunctionRegistry functions) {
    this.functions = functions;
    this.shape = root(root);
  }

  private Fusion(FunctionRegistry functions, Call alone) {
    this.functions = functions;
    this.fails = implementation(alone, functions).fails();
    this.shape =
        new Call(
            alone.function(),
            alone.arguments().stream()
                .<Expression>map(argument ->
                    argument instanceof Constant(Literal literal)
                        ? constant(literal, literal)
                        : input(argument))
                .toList(),
            alone.type());
  }

  /// A call in a loop of its own: all arguments but constants are inputs.
  ///
  /// @param call strict, of arguments that are not NULL constants and not prepared
  static Fusion alone(Call call, FunctionRegistry functions) {
    return new Fusion(functions, call);
  }

  /// What computes a call on whole columns, outside of loops.
  static Optional<ColumnKernel> kernel(Call call) {
    return call.arguments().stream().allMatch(Constant.class::isInstance)
        ? Optional.empty()
        : Kernels.of(call.function(), call.arguments().stream().map(Expression::type).toList());
  }

  /// Whether `expression` starts a loop; the others are steps of their own.
  static boolean fusible(Expression expression) {
    return expression instanceof Call || expression instanceof Cast || expression instanceof InList;
  }

  /// Whether `expression` is NULL on every row because a strict function has a NULL among its
  /// arguments.
  static boolean alwaysNull(Expression expression, FunctionRegistry functions) {
    return switch (expression) {
      case Constant(Literal literal) -> literal.isNull();
      case Call call ->
          !implementation(call, functions).takesNulls()
              && call.arguments().stream().anyMatch(argument -> alwaysNull(argument, functions));
      case Cast cast -> alwaysNull(cast.operand(), functions);
      case InList list -> alwaysNull(list.operand(), functions);
      case InputColumn ignored -> false;
      case Expression.And ignored -> false;
      case Expression.Or ignored -> false;
      case Expression.IsNull ignored -> false;
      case Expression.Case ignored -> false;
      case Expression.Coalesce ignored -> false;
    };
  }

  static Implementation implementation(Call call, FunctionRegistry functions) {
    var types = call.arguments().stream().map(Expression::type).toList();
    return call.function().equals(InSet.FUNCTION)
        ? InSet.implementation(types.getFirst().layout())
        : Extremes.implementation(call.function(), types.size(), call.type())
            .orElseGet(() -> functions.implementation(call.function(), types, call.type()));
  }

  Expression shape() {
    return shape;
  }

  /// What the loop reads, in order.
  List<Expression> inputs() {
    return inputs;
  }

  Literals literals() {
    return Literals.of(constants);
  }

  /// Whether any function in the loop can fail.
  boolean fails() {
    return fails;
  }

  private Expression root(Expression root) {
    if (root instanceof Call call && implementation(call, functions).takesNulls()) {
      fails |= implementation(call, functions).fails();
      return new Call(
          call.function(),
          call.arguments().stream().<Expression>map(this::input).toList(),
          call.type());
    }
    return fused(root, true);
  }

  /// @param single whether the loop has nothing beside it but constants: only there a function that
  ///   gives NULL is fused, for it may be a user's and cost much. In a loop of its own it is called
  ///   once for each entry of a dictionary, and once where it stands twice.
  private Expression part(Expression expression, boolean single) {
    if (!fusible(expression)
        || alwaysNull(expression, functions)
        || expression instanceof Call call && (kernel(call).isPresent() || isOfOtherJar(call))) {
      return expression instanceof Constant(Literal literal) && !literal.isNull()
          ? constant(literal, literal)
          : input(expression);
    }
    var implementation =
        switch (expression) {
          case Call call -> implementation(call, functions);
          case Cast cast -> LoopCompiler.implementation(cast);
          default -> null; // IN neither takes nor gives NULL
        };
    return implementation != null
            && (implementation.takesNulls() || implementation.givesNull() && !single)
        ? input(expression)
        : fused(expression, single);
  }

  private Expression fused(Expression expression, boolean single) {
    return switch (expression) {
      case Call call -> call(call, single);
      case Cast cast -> {
        fails |= LoopCompiler.implementation(cast).fails();
        yield new Cast(
            part(cast.operand(), single),
            cast.type(),
            cast.orNull(),
            cast.maxLength(),
            cast.timeZone());
      }
      case InList list -> {
        var operand = part(list.operand(), single);
        var set = constant(Literal.ofNull(operand.type()), InSet.of(list.values(), operand.type()));
        yield new Call(InSet.FUNCTION, List.of(operand, set), list.type());
      }
      default -> throw new IllegalArgumentException("not fusible: " + expression);
    };
  }

  private boolean isOfOtherJar(Call call) {
    return jar != null
        && QualifiedName.parse(call.function())
            .filter(name -> !name.hash().equals(jar))
            .isPresent();
  }

  private Expression call(Call call, boolean single) {
    var implementation = implementation(call, functions);
    QualifiedName.parse(call.function()).ifPresent(name -> jar = name.hash());
    boolean still =
        single
            && call.arguments().stream().filter(each -> !(each instanceof Constant)).count() == 1;
    fails |= implementation.fails();
    var arguments = new ArrayList<Expression>();
    var prepared =
        implementation.preparation().filter(preparation -> isConstant(call, preparation));
    for (int i = 0; i < call.arguments().size(); i++) {
      var argument = call.arguments().get(i);
      if (prepared.isPresent()
          && i >= prepared.get().first()
          && i < prepared.get().first() + prepared.get().count()) {
        arguments.add(
            i == prepared.get().first()
                ? constant(((Constant) argument).literal(), prepare(call, prepared.get()))
                : new InputColumn(-constants.size(), argument.type()));
      } else {
        arguments.add(part(argument, still));
      }
    }
    return new Call(call.function(), arguments, call.type());
  }

  private static boolean isConstant(Call call, Preparation preparation) {
    return call
        .arguments()
        .subList(preparation.first(), preparation.first() + preparation.count())
        .stream()
        .allMatch(argument -> argument instanceof Constant);
  }

  private static Object prepare(Call call, Preparation preparation) {
    var values = new ArrayList<Bytes>();
    for (int i = 0; i < preparation.count(); i++) {
      values.add(
          KeptBytes.of(
              ((Constant) call.arguments().get(preparation.first() + i)).literal().bytes()));
    }
    return preparation.prepare(values);
  }

  private InputColumn constant(Literal literal, Object value) {
    constants.add(value);
    return new InputColumn(-constants.size(), literal.type());
  }

  private InputColumn input(Expression expression) {
    int index = inputs.indexOf(expression);
    if (index < 0) {
      index = inputs.size();
      inputs.add(expression);
    }
    return new InputColumn(index, expression.type());
  }
}
