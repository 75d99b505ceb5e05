package dev.mutirao.planner.explain;

import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.expression.ExpressionText;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.executor.tablefunction.TableCall;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Prints fragments as indented trees.
public final class FragmentText {
  private FragmentText() {}

  public static String of(QueryPlan plan) {
    return plan.fragments().stream().map(FragmentText::fragment).collect(Collectors.joining());
  }

  private static String fragment(PlanFragment fragment) {
    var text = new StringBuilder(heading(fragment));
    append(text.append('\n'), fragment.root(), 1);
    return text.toString();
  }

  /// One line about a fragment: where it runs and where its rows go.
  public static String heading(PlanFragment fragment) {
    var text = new StringBuilder("Fragment ").append(fragment.number());
    text.append(
        switch (fragment.placement()) {
          case EVERY_EXECUTOR -> " on every executor";
          case ONE_EXECUTOR -> " on one executor";
        });
    if (fragment.number() > 0) {
      text.append(", ").append(partitioning(fragment.partitioning(), fragment.root().output()));
    }
    return text.toString();
  }

  private static String partitioning(Partitioning partitioning, Schema output) {
    return switch (partitioning) {
      case Partitioning.Single ignored -> "sends to one";
      case Partitioning.Hash(var columns) -> "sends by hash of " + names(columns, output);
      case Partitioning.Broadcast ignored -> "sends everything to all";
      case Partitioning.RoundRobin ignored -> "sends in turn";
      case Partitioning.Shared(var readers) -> "read in " + readers + " places";
    };
  }

  private static void append(StringBuilder text, PlanNode node, int depth) {
    text.repeat("  ", depth).append(title(node)).append('\n');
    node.inputs().forEach(input -> append(text, input, depth + 1));
    if (node instanceof PlanNode.Recursion recursion) {
      text.repeat("  ", depth + 1).append("Step, in rounds\n");
      append(text, recursion.step(), depth + 2);
    }
  }

  /// One line about a node without its inputs.
  public static String title(PlanNode node) {
    return switch (node) {
      case PlanNode.Scan scan -> scan(scan);
      case PlanNode.Values(var output, var rows) -> "Values " + rows.size() + " rows";
      case PlanNode.Filter(var input, var predicate) ->
          "Filter " + expression(predicate, input.output());
      case PlanNode.Project(var input, var expressions, var output) ->
          "Project " + projection(expressions, input.output(), output);
      case PlanNode.Expand expand -> "Expand " + expand.projections().size() + " rows a row";
      case PlanNode.Aggregate aggregate -> aggregate(aggregate);
      case PlanNode.Window window -> WindowText.of(window);
      case PlanNode.HashJoin(
              var left,
              var right,
              var kind,
              var leftKeys,
              var rightKeys,
              var residual,
              var keyFilters) ->
          "HashJoin "
              + kind
              + " "
              + names(leftKeys, left.output())
              + " = "
              + names(rightKeys, right.output())
              + residual
                  .map(each -> " and " + expression(each, left.output().concat(right.output())))
                  .orElse("")
              + keyFilters(keyFilters, " of ", right.output());
      case PlanNode.NestedLoopJoin(var left, var right, var kind, var condition) ->
          "NestedLoopJoin "
              + kind
              + condition
                  .map(each -> " on " + expression(each, left.output().concat(right.output())))
                  .orElse("");
      case PlanNode.Sort(var input, var keys) -> "Sort " + keys(keys, input.output());
      case PlanNode.TopN(var input, var keys, var offset, var limit) ->
          "TopN "
              + limit
              + (offset == 0 ? "" : " after " + offset)
              + " by "
              + keys(keys, input.output());
      case PlanNode.GroupLimit(var input, var keys, var orderBy, var count) ->
          "GroupLimit "
              + count
              + " by "
              + names(keys, input.output())
              + " order "
              + keys(orderBy, input.output());
      case PlanNode.Limit(var input, var offset, var limit) ->
          "Limit "
              + (limit.isPresent() ? limit.getAsLong() : "all")
              + (offset == 0 ? "" : " after " + offset);
      case PlanNode.Union union -> "Union";
      case PlanNode.Recursion recursion -> "Recursion" + (recursion.distinct() ? " distinct" : "");
      case PlanNode.RoundInput(var input, var output) ->
          input == 0 ? "Rows of the round before" : "Rows of input " + input;
      case PlanNode.SingleRow single -> "SingleRow";
      case PlanNode.Write(var input, var target) -> write(target, input.output());
      case PlanNode.SharedSource(var fragment, var reader, var output) ->
          "Read fragment " + fragment + ", which runs once";
      case PlanNode.RemoteSource(var fragment, var output, var mergeBy) ->
          "Receive from fragment "
              + fragment
              + (mergeBy.isEmpty() ? "" : ", merged by " + keys(mergeBy, output));
    };
  }

  private static String write(WriteTarget target, Schema input) {
    var what =
        switch (target.kind()) {
          case FILE -> " file '";
          case FOLDER -> " folder '";
          case ADDITION -> " into folder '";
        };
    return "Write "
        + target.format()
        + what
        + target.path()
        + "'"
        + (target.partitionBy().isEmpty() ? "" : " by " + names(target.partitionBy(), input));
  }

  private static String scan(PlanNode.Scan scan) {
    var table = scan.table();
    var text = new StringBuilder("Scan ").append(place(table)).append(' ');
    text.append(scan.output().fields().stream().map(field -> field.name()).toList());
    if (!scan.request().facts().isEmpty()) {
      text.append(" of each file, unread");
    }
    scan.sample().ifPresent(sample -> text.append(" sample ").append(sample(sample)));
    scan.filter()
        .ifPresent(filter -> text.append(" where ").append(expression(filter, scan.output())));
    scan.request().limit().ifPresent(limit -> text.append(" limit ").append(limit));
    if (scan.whole()) {
      text.append(", whole on each");
    }
    return text.append(keyFilters(scan.keyFilters(), " on ", scan.output())).toString();
  }

  private static String keyFilters(
      List<PlanNode.KeyFilter> filters, String preposition, Schema schema) {
    return filters.stream()
        .map(filter ->
            ", filter " + filter.id() + preposition + schema.field(filter.column()).name())
        .collect(Collectors.joining());
  }

  private static String sample(PlanNode.RowSample sample) {
    return sample.rate() * 100 + "% of " + (sample.blockRows() == 1 ? "rows" : "blocks");
  }

  private static String place(TableHandle table) {
    if (TableCall.is(table)) {
      return TableCall.of(table).shown();
    }
    return table.connector() + (table.location().isEmpty() ? "" : " '" + table.location() + "'");
  }

  private static String aggregate(PlanNode.Aggregate aggregate) {
    var input = aggregate.input().output();
    var ofStates = aggregate.phase().takesStates();
    var calls =
        aggregate.calls().stream()
            .map(call -> call(call, input, ofStates))
            .collect(Collectors.joining(", "));
    return "Aggregate "
        + aggregate.phase()
        + " by "
        + names(aggregate.keys(), input)
        + (calls.isEmpty() ? "" : ": " + calls);
  }

  static String call(AggregateCall call, Schema input, boolean ofStates) {
    var function = QualifiedName.shown(call.function());
    if (ofStates) {
      return function;
    }
    var arguments =
        Stream.concat(
                call.arguments().subList(0, call.valueCount()).stream()
                    .map(column -> input.field(column).name()),
                call.constants().stream()
                    .map(literal -> expression(new Expression.Constant(literal), input)))
            .collect(Collectors.joining(", "));
    var order =
        call.orderBy().stream()
            .map(key ->
                new SortKey(call.arguments().get(key.column()), key.descending(), key.nullsFirst()))
            .toList();
    var inside =
        call.arguments().isEmpty()
            ? "*"
            : (call.distinct() ? "DISTINCT " : "")
                + arguments
                + (order.isEmpty() ? "" : " order " + keys(order, input));
    var filter =
        call.filter().isPresent() ? " where " + input.field(call.filter().getAsInt()).name() : "";
    return function + "(" + inside + ")" + filter;
  }

  private static String projection(List<Expression> expressions, Schema input, Schema output) {
    var columns = new java.util.ArrayList<String>();
    for (var i = 0; i < expressions.size(); i++) {
      var text = expression(expressions.get(i), input);
      var name = output.field(i).name();
      columns.add(text.equals(name) ? name : text + " as " + name);
    }
    return columns.toString();
  }

  private static String expression(Expression expression, Schema input) {
    return ExpressionText.of(expression, input);
  }

  static String names(List<Integer> columns, Schema schema) {
    return columns.stream().map(column -> schema.field(column).name()).toList().toString();
  }

  static String keys(List<SortKey> keys, Schema schema) {
    return keys.stream()
        .map(key ->
            schema.field(key.column()).name()
                + (key.descending() ? " desc" : "")
                + (key.nullsFirst() == key.descending()
                    ? ""
                    : key.nullsFirst() ? " nulls first" : " nulls last"))
        .toList()
        .toString();
  }
}
