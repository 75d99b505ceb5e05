package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.expression.Literals;
import dev.mutirao.planner.optimize.DataScan;
import dev.mutirao.planner.optimize.PhasedAggregate;
import dev.mutirao.planner.optimize.SharedRows;
import dev.mutirao.planner.relational.Query;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.write.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Turns an optimised tree into the fragments of a query on a number of executors. With one
/// executor only a shared subplan is a fragment of its own. Used once, by one thread.
public final class FragmentPlanner {
  private final int executors;
  private final Expressions expressions;
  private final Exchanges exchanges;
  private final AggregatePlanner aggregates;
  private final JoinPlanner joins;
  private final WindowPlanner windows;
  private final Map<Integer, Piece> subplans = new HashMap<>();
  private int scans;

  /// Whether functions of users, which nobody knows the cost of, are called on rows.
  private boolean costly;

  /// @param settings what a session may change of the plan
  public FragmentPlanner(Expressions expressions, DistributionSettings settings) {
    this.executors = settings.executors();
    this.expressions = expressions;
    this.exchanges = new Exchanges(settings.replicatedRows());
    this.aggregates = new AggregatePlanner(expressions, exchanges);
    this.joins = new JoinPlanner(expressions, exchanges, settings);
    this.windows = new WindowPlanner(expressions, exchanges);
  }

  /// The fragments that give the query's columns under their names.
  ///
  /// @param tree the query's tree, optimised
  public QueryPlan plan(RelNode tree, Query query) {
    begin(tree);
    var rows = plan(tree);
    var placed = rows.order().isEmpty() ? rows : exchanges.gather(rows);
    return new QueryPlan(exchanges.finish(named(placed, query)), !rows.order().isEmpty());
  }

  private void begin(RelNode tree) {
    costly = CostlyRows.in(tree);
    if (costly) {
      exchanges.replicas().refuseAll();
    }
  }

  /// The fragments that write the query's columns to files: each task writes what it has, and only
  /// the names of files are gathered. The rows of one file are gathered before.
  public QueryPlan planWrite(RelNode tree, Query query, Destination destination) {
    begin(tree);
    var rows = plan(tree);
    var target = destination.target();
    var placed = target.kind() == WriteTarget.Kind.FILE ? exchanges.gather(rows) : rows;
    var assigned = assigned(named(placed, query), destination);
    var write = new Piece(new PlanNode.Write(assigned.node(), target), assigned.spread());
    return new QueryPlan(exchanges.finish(write), false);
  }

  /// The rows with the destination's columns.
  private Piece assigned(Piece rows, Destination destination) {
    var input = rows.node().output();
    var columns = new ArrayList<Expression>();
    for (var column : destination.columns()) {
      var type = column.field().type();
      columns.add(
          column.source().isEmpty()
              ? new Expression.Constant(Literal.ofNull(type))
              : expressions.cast(
                  new Expression.InputColumn(
                      column.source().getAsInt(), input.type(column.source().getAsInt())),
                  type));
    }
    var schema = destination.schema();
    boolean same = columns.equals(identity(input)) && schema.equals(input);
    return same
        ? rows
        : new Piece(new PlanNode.Project(rows.node(), columns, schema), rows.spread());
  }

  private static List<Expression> identity(Schema input) {
    return range(input.size()).stream()
        .<Expression>map(i -> new Expression.InputColumn(i, input.type(i)))
        .toList();
  }

  private static Piece named(Piece rows, Query query) {
    var output = rows.node().output();
    var fields = new ArrayList<Field>();
    var columns = new ArrayList<Expression>();
    for (var i = 0; i < query.columns().size(); i++) {
      var field = output.field(query.columns().get(i));
      fields.add(new Field(query.names().get(i), field.type(), field.nullable()));
      columns.add(new Expression.InputColumn(query.columns().get(i), field.type()));
    }
    var schema = new Schema(fields);
    if (schema.equals(output)) {
      return rows;
    }
    if (rows.node() instanceof PlanNode.Project(var input, var expressions, var ignored)
        && expressions.size() == schema.size()
        && query.columns().equals(range(expressions.size()))) {
      return new Piece(
          new PlanNode.Project(input, expressions, schema), rows.spread(), rows.order());
    }
    return new Piece(
        new PlanNode.Project(rows.node(), columns, schema), rows.spread(), rows.order());
  }

  private Piece plan(RelNode node) {
    return switch (node) {
      case DataScan scan -> scan(scan);
      case Values values -> new Piece(ValueRows.of(values), Spread.SINGLE);
      case Filter filter -> filter(filter);
      case Project project -> project(project);
      case Aggregate aggregate -> aggregates.plan(aggregate, plan(aggregate.getInput()));
      case PhasedAggregate part -> aggregates.plan(part, plan(part.getInput()));
      case Join join -> joins.plan(join, plan(join.getLeft()), plan(join.getRight()));
      case Sort sort -> sort(sort);
      case Union union -> union(union);
      case SharedRows shared -> shared(shared);
      case RepeatUnion recursion -> recursion(recursion);
      case RoundRows rows ->
          new Piece(
              new PlanNode.RoundInput(rows.input(), SqlTypes.toSchema(rows.getRowType())),
              Spread.SINGLE);
      default -> throw QueryErrors.notSupported(NotYet.name(node));
    };
  }

  private Piece scan(DataScan scan) {
    var filter = Optional.ofNullable(scan.filter()).map(expressions::translate);
    var predicates =
        scan.sample().isPresent()
            ? List.<ColumnPredicate>of()
            : Stream.concat(
                    filter.stream()
                        .flatMap(each -> ScanPredicates.of(each, scan.columns()).stream()),
                    PartitionPredicates.of(scan).stream())
                .toList();
    // A sample picks by places within splits, and must not depend on what is computed of it.
    var request =
        new ScanRequest(
            scan.columns(),
            predicates,
            scan.limit(),
            scan.facts(),
            costly && scan.sample().isEmpty());
    var handle = scan.description().handle();
    var node = new PlanNode.Scan(scans++, handle, request, scan.sample(), filter);
    var rows = scan.description().statistics().rows();
    rows.ifPresent(known -> exchanges.replicas().scanned(node.scanId(), known));
    return new Piece(node, executors == 1 ? Spread.SINGLE : Spread.ANYWHERE);
  }

  private Piece filter(Filter filter) {
    var predicate = expressions.translate(filter.getCondition());
    var input =
        filter.getInput() instanceof Project project && project.containsOver()
            ? windows.plan(
                project, plan(project.getInput()), RankLimit.of(project, filter.getCondition()))
            : plan(filter.getInput());
    return new Piece(new PlanNode.Filter(input.node(), predicate), input.spread(), input.order());
  }

  private Piece project(Project project) {
    var input = plan(project.getInput());
    if (project.containsOver()) {
      return windows.plan(project, input, Optional.empty());
    }
    var translated = expressions.translate(project.getProjects());
    var node =
        new PlanNode.Project(input.node(), translated, SqlTypes.toSchema(project.getRowType()));
    return new Piece(
        node,
        MovedColumns.spread(input.spread(), translated),
        MovedColumns.order(input.order(), translated));
  }

  private Piece sort(Sort sort) {
    var input = plan(sort.getInput());
    var keys = keys(sort.getCollation());
    var offset = number(sort.offset).orElse(0);
    var limit = number(sort.fetch);
    if (keys.isEmpty()) {
      return limit(input, offset, limit);
    }
    if (isOrdered(input, keys)) {
      return limit(input, offset, limit);
    }
    if (limit.isEmpty()) {
      var sorted =
          exchanges.gather(new Piece(new PlanNode.Sort(input.node(), keys), input.spread(), keys));
      return offset == 0 ? sorted : limit(sorted, offset, limit);
    }
    if (input.isSingle()) {
      var top = new PlanNode.TopN(input.node(), keys, offset, limit.getAsLong());
      return new Piece(top, Spread.SINGLE, keys);
    }
    var most = Math.addExact(offset, limit.getAsLong());
    var top = new Piece(new PlanNode.TopN(input.node(), keys, 0, most), input.spread(), keys);
    return limit(exchanges.gather(top), offset, limit);
  }

  private static boolean isOrdered(Piece input, List<SortKey> keys) {
    return input.order().size() >= keys.size()
        && input.order().subList(0, keys.size()).equals(keys);
  }

  /// Also cuts the rows before they travel.
  private Piece limit(Piece input, long offset, OptionalLong limit) {
    var rows = input;
    if (!input.isSingle() && limit.isPresent()) {
      var most = OptionalLong.of(Math.addExact(offset, limit.getAsLong()));
      rows = new Piece(new PlanNode.Limit(input.node(), 0, most), input.spread(), input.order());
    }
    var gathered = exchanges.gather(rows);
    if (offset == 0 && limit.isEmpty()) {
      return gathered;
    }
    return new Piece(
        new PlanNode.Limit(gathered.node(), offset, limit), Spread.SINGLE, gathered.order());
  }

  private Piece union(Union union) {
    if (!union.all) {
      throw new IllegalStateException("the optimiser turns UNION into UNION ALL and an aggregate");
    }
    var schema = SqlTypes.toSchema(union.getRowType());
    var inputs =
        union.getInputs().stream().map(this::plan).map(input -> aligned(input, schema)).toList();
    var single = inputs.stream().allMatch(Piece::isSingle);
    var placed = single ? inputs : inputs.stream().map(exchanges::scatter).toList();
    var node = new PlanNode.Union(placed.stream().map(Piece::node).toList(), schema);
    return new Piece(node, single ? Spread.SINGLE : Spread.ANYWHERE);
  }

  /// The first place that is met plans the subplan.
  private Piece shared(SharedRows shared) {
    var first = subplans.get(shared.subplan());
    if (first == null) {
      var rows = plan(shared.getInput());
      int fragment = exchanges.share(rows, shared.readers());
      first =
          new Piece(new PlanNode.SharedSource(fragment, 0, rows.node().output()), rows.spread());
      subplans.put(shared.subplan(), first);
    }
    var source = (PlanNode.SharedSource) first.node();
    return new Piece(
        new PlanNode.SharedSource(source.fragment(), shared.reader(), source.output()),
        first.spread());
  }

  /// Runs on one executor: what the rounds read, other than each other, is gathered there.
  private Piece recursion(RepeatUnion recursion) {
    var schema = SqlTypes.toSchema(recursion.getRowType());
    var step = RecursionStep.of(recursion);
    var start = aligned(exchanges.gather(plan(recursion.getSeedRel().getInput(0))), schema);
    var fixed = step.fixed().stream().map(input -> exchanges.gather(plan(input)).node()).toList();
    var round = aligned(exchanges.gather(plan(step.tree())), schema).node();
    return new Piece(
        new PlanNode.Recursion(start.node(), fixed, round, !recursion.all, schema), Spread.SINGLE);
  }

  /// The input with the union's column types.
  private Piece aligned(Piece input, Schema schema) {
    var output = input.node().output();
    var columns = new ArrayList<Expression>();
    for (var i = 0; i < schema.size(); i++) {
      columns.add(expressions.cast(new Expression.InputColumn(i, output.type(i)), schema.type(i)));
    }
    var same = columns.stream().allMatch(Expression.InputColumn.class::isInstance);
    return same
        ? input
        : new Piece(new PlanNode.Project(input.node(), columns, schema), input.spread());
  }

  private static List<SortKey> keys(RelCollation collation) {
    return collation.getFieldCollations().stream().map(FragmentPlanner::key).toList();
  }

  private static SortKey key(RelFieldCollation collation) {
    var descending = collation.getDirection().isDescending();
    var nullsFirst =
        switch (collation.nullDirection) {
          case FIRST -> true;
          case LAST -> false;
          case UNSPECIFIED -> descending;
        };
    return new SortKey(collation.getFieldIndex(), descending, nullsFirst);
  }

  private static OptionalLong number(@Nullable RexNode node) {
    if (node == null) {
      return OptionalLong.empty();
    }
    if (node instanceof RexLiteral literal) {
      return OptionalLong.of(Literals.wholeNumber(literal));
    }
    throw QueryErrors.notSupported("a LIMIT or OFFSET that is no number");
  }

  private static List<Integer> range(int size) {
    return java.util.stream.IntStream.range(0, size).boxed().toList();
  }
}
