package dev.mutirao.planner.explain;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.expression.ExpressionText;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prints window nodes in one line each.
final class WindowText {
  private WindowText() {}

  static String of(PlanNode.Window window) {
    var input = window.input().output();
    return "Window by "
        + FragmentText.names(window.partitionBy(), input)
        + (window.orderBy().isEmpty() ? "" : " order " + FragmentText.keys(window.orderBy(), input))
        + ": "
        + window.calls().stream().map(call -> call(call, input)).collect(Collectors.joining(", "));
  }

  private static String call(WindowCall call, Schema input) {
    return switch (call) {
      case WindowCall.Rank(var kind) -> kind.name().toLowerCase(Locale.ROOT) + "()";
      case WindowCall.Ntile(var buckets) -> "ntile(" + buckets + ")";
      case WindowCall.Shifted shifted ->
          (shifted.backwards() ? "lag(" : "lead(")
              + input.field(shifted.value()).name()
              + ", "
              + argument(shifted.offset(), input)
              + shifted.otherwise().map(each -> ", " + argument(each, input)).orElse("")
              + ")"
              + nulls(shifted.ignoreNulls());
      case WindowCall.FrameValue value ->
          value.place().name().toLowerCase(Locale.ROOT)
              + "_value("
              + input.field(value.value()).name()
              + value.row().map(row -> ", " + argument(row, input)).orElse("")
              + ")"
              + nulls(value.ignoreNulls())
              + frame(value.frame(), input);
      case WindowCall.Aggregated(var aggregate, var frame) ->
          FragmentText.call(aggregate, input, false) + frame(frame, input);
      case WindowCall.Stateful(var function, var arguments, var types, var type) ->
          QualifiedName.shown(function)
              + "("
              + arguments.stream()
                  .map(column -> input.field(column).name())
                  .collect(Collectors.joining(", "))
              + ")";
    };
  }

  private static String nulls(boolean ignored) {
    return ignored ? " ignore nulls" : "";
  }

  private static String argument(Expression argument, Schema input) {
    return ExpressionText.of(argument, input);
  }

  private static String frame(WindowFrame frame, Schema input) {
    return " "
        + frame.unit().name().toLowerCase(Locale.ROOT)
        + " between "
        + bound(frame.start(), input)
        + " and "
        + bound(frame.end(), input)
        + switch (frame.exclusion()) {
          case NO_OTHERS -> "";
          case CURRENT_ROW -> " exclude current row";
          case GROUP -> " exclude group";
          case TIES -> " exclude ties";
        };
  }

  private static String bound(FrameBound bound, Schema input) {
    return switch (bound) {
      case FrameBound.UnboundedPreceding() -> "unbounded preceding";
      case FrameBound.UnboundedFollowing() -> "unbounded following";
      case FrameBound.CurrentRow() -> "current row";
      case FrameBound.Rows(var distance) ->
          Math.abs(distance) + (distance < 0 ? " preceding" : " following");
      case FrameBound.Value(var key, var limit) -> "value " + input.field(limit).name();
    };
  }
}
