package dev.mutirao.executor.expression;

import dev.mutirao.executor.function.Extremes;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.Constant;
import dev.mutirao.executor.plan.Expression.InList;
import dev.mutirao.executor.plan.Expression.InputColumn;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What an expression becomes on batches whose columns hold no NULL: functions that see NULLs, as
/// `greatest` does, are strict there, and fuse with what is around them.
final class PresentForm {
  private final FunctionRegistry functions;
  private final Set<Integer> columns = new TreeSet<>();
  private boolean differs;

  private PresentForm(FunctionRegistry functions) {
    this.functions = functions;
  }

  /// @param columns which of the batch must hold no NULL
  record Presence(Call form, Set<Integer> columns) {}

  /// Empty when the form would be the same.
  static Optional<Presence> of(Call call, FunctionRegistry functions) {
    var present = new PresentForm(functions);
    var form = (Call) present.form(call);
    return present.differs
        ? Optional.of(new Presence(form, Set.copyOf(present.columns)))
        : Optional.empty();
  }

  private Expression form(Expression expression) {
    return switch (expression) {
      case Call call -> {
        var arguments = call.arguments().stream().map(this::form).toList();
        var name =
            Extremes.ofPresent(call.function(), call.type())
                .filter(ignored -> call.arguments().stream().allMatch(this::neverNull));
        differs |= name.isPresent();
        yield new Call(name.orElse(call.function()), arguments, call.type());
      }
      case Cast cast ->
          new Cast(
              form(cast.operand()), cast.type(), cast.orNull(), cast.maxLength(), cast.timeZone());
      default -> expression;
    };
  }

  /// Remembers the columns that this hangs on.
  private boolean neverNull(Expression expression) {
    return switch (expression) {
      case InputColumn(int index, var ignored) -> {
        columns.add(index);
        yield true;
      }
      case Constant(var literal) -> !literal.isNull();
      case Call call -> {
        var implementation = Fusion.implementation(call, functions);
        yield (Extremes.ofPresent(call.function(), call.type()).isPresent()
                || !implementation.takesNulls() && !implementation.givesNull())
            && call.arguments().stream().allMatch(this::neverNull);
      }
      case Cast cast -> !LoopCompiler.implementation(cast).givesNull() && neverNull(cast.operand());
      case InList list -> neverNull(list.operand());
      case Expression.And ignored -> false;
      case Expression.Or ignored -> false;
      case Expression.IsNull ignored -> false;
      case Expression.Case ignored -> false;
      case Expression.Coalesce ignored -> false;
    };
  }
}
