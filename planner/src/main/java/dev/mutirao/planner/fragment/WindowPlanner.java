package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;

/// Plans projections with window functions: a projection of what they need, a window node for each
/// partition and order, and a projection of the results.
final class WindowPlanner {
  private final Expressions expressions;
  private final Exchanges exchanges;

  WindowPlanner(Expressions expressions, Exchanges exchanges) {
    this.expressions = expressions;
    this.exchanges = exchanges;
  }

  /// @param limit the first rows of each partition suffice
  Piece plan(Project project, Piece source, Optional<RankLimit> limit) {
    var builder = project.getCluster().getRexBuilder();
    var constants = ConstantValues.in(project.getCluster());
    var input = new WindowInput(source.node());
    var calls = new WindowCalls(expressions, constants, input);
    var wanted = new NullableSums(builder).visitList(project.getProjects());
    var overs = new Needs(input).of(wanted);
    int passed = input.size();
    var windows = new LinkedHashMap<WindowSpecification, List<NamedCall>>();
    for (var over : overs) {
      var specification = WindowSpecification.of(over.getWindow(), expressions, input);
      var call = PlacedErrors.placing(over.getParserPosition(), () -> calls.call(over));
      windows
          .computeIfAbsent(specification, ignored -> new ArrayList<>())
          .add(new NamedCall(over, name(over, wanted, project), call));
    }
    shareSorts(windows);

    var piece = new Piece(input.node(), MovedColumns.spread(source.spread(), input.columns()));
    var first = limit.filter(each -> overs.contains(each.rank()));
    if (first.isPresent() && windows.size() == 1 && haveOnlyRanks(overs)) {
      piece = limited(piece, windows.firstEntry().getKey(), first.get().count());
    }
    var results = new Results(input, passed, builder);
    for (var left = order(windows); !left.isEmpty(); left = left.subList(1, left.size())) {
      var named = windows.get(left.getFirst());
      int dropped = left.size() == 1 ? input.size() : passed;
      piece = window(piece, left.getFirst(), named, passed, dropped);
      results.add(named);
    }
    if (first.isPresent()) {
      piece = first(piece, results.column(first.get().rank()), first.get().count());
    }
    var output = expressions.translate(results.visitList(wanted));
    return new Piece(
        new PlanNode.Project(piece.node(), output, SqlTypes.toSchema(project.getRowType())),
        MovedColumns.spread(piece.spread(), output),
        MovedColumns.order(piece.order(), output));
  }

  /// A rank depends on the rows before, all of which are there for the first rows of a partition
  /// when others are left out, and a row beyond the first keeps a rank beyond.
  private static boolean haveOnlyRanks(List<RexOver> overs) {
    return overs.stream()
        .allMatch(over ->
            switch (over.getKind()) {
              case ROW_NUMBER, RANK, DENSE_RANK -> true;
              default -> false;
            });
  }

  /// Leaves rows out before they travel and are sorted.
  private static Piece limited(Piece rows, WindowSpecification window, long count) {
    if (window.orderBy().isEmpty() || count > PlanNode.GroupLimit.MAX_COUNT) {
      return rows;
    }
    var node =
        new PlanNode.GroupLimit(rows.node(), window.partitionBy(), window.orderBy(), (int) count);
    return new Piece(node, rows.spread());
  }

  /// The rows up to a rank. Only these go on, whether or not others were left out before: what is
  /// computed of a row could fail, and that must not depend on how a query is run.
  private static Piece first(Piece rows, int rank, long count) {
    var type = rows.node().output().type(rank);
    var isFirst =
        new Expression.Call(
            "<=",
            List.of(
                new Expression.InputColumn(rank, type),
                new Expression.Constant(new Literal(type, count))),
            Type.Simple.BOOLEAN);
    return new Piece(new PlanNode.Filter(rows.node(), isFirst), rows.spread(), rows.order());
  }

  /// A call, the name of its column, and where it comes from.
  private record NamedCall(RexOver over, String name, WindowCall call) {}

  private static String name(RexOver over, List<RexNode> wanted, Project project) {
    int column = wanted.indexOf(over);
    return column < 0 ? "$window" : project.getRowType().getFieldNames().get(column);
  }

  /// Aggregates over whole partitions do not care for an order: they go to a window that has one.
  private static void shareSorts(Map<WindowSpecification, List<NamedCall>> windows) {
    for (var specification : List.copyOf(windows.keySet())) {
      var host =
          windows.keySet().stream()
              .filter(other ->
                  other.partitionBy().equals(specification.partitionBy())
                      && !other.orderBy().isEmpty())
              .findFirst();
      var calls = Objects.requireNonNull(windows.get(specification));
      if (host.isPresent()
          && specification.orderBy().isEmpty()
          && calls.stream().allMatch(each -> seesPartition(each.call()))) {
        windows.get(host.get()).addAll(calls);
        windows.remove(specification);
      }
    }
  }

  private static boolean seesPartition(WindowCall call) {
    return call instanceof WindowCall.Aggregated(var ignored, var frame)
        && frame.isUnbounded()
        && frame.exclusion() == WindowFrame.Exclusion.NO_OTHERS;
  }

  /// Few partition columns first: where their rows are together, so are those of more columns.
  /// Windows without partitions come last, since they leave one executor with all rows.
  private static List<WindowSpecification> order(
      Map<WindowSpecification, List<NamedCall>> windows) {
    return windows.keySet().stream()
        .sorted(
            Comparator.comparing((WindowSpecification each) -> each.partitionBy().isEmpty())
                .thenComparing(each -> each.partitionBy().size()))
        .toList();
  }

  /// @param from the first column of the input that need not come out again
  /// @param to the first after these
  private Piece window(
      Piece input, WindowSpecification specification, List<NamedCall> calls, int from, int to) {
    var partitionBy = specification.partitionBy();
    var rows = input;
    if (!Spread.keepsTogether(rows.spread(), partitionBy)) {
      rows = partitionBy.isEmpty() ? exchanges.gather(rows) : exchanges.hash(rows, partitionBy);
    }
    var given = rows.node().output();
    var kept =
        IntStream.range(0, given.size())
            .filter(column -> column < from || column >= to)
            .boxed()
            .toList();
    var fields = new ArrayList<>(given.select(kept).fields());
    for (var each : calls) {
      fields.add(new Field(each.name(), each.call().type(), each.over().getType().isNullable()));
    }
    var node =
        new PlanNode.Window(
            rows.node(),
            partitionBy,
            specification.orderBy(),
            calls.stream().map(NamedCall::call).toList(),
            kept,
            new Schema(fields));
    var columns =
        kept.stream()
            .<Expression>map(column -> new Expression.InputColumn(column, given.type(column)))
            .toList();
    var order = partitionBy.isEmpty() ? specification.orderBy() : List.<SortKey>of();
    return new Piece(
        node, MovedColumns.spread(rows.spread(), columns), MovedColumns.order(order, columns));
  }

  /// Finds the window functions of expressions, and keeps the columns beside them.
  private static final class Needs extends RexShuttle {
    private final WindowInput input;
    private final Map<RexOver, RexOver> overs = new LinkedHashMap<>();

    Needs(WindowInput input) {
      this.input = input;
    }

    List<RexOver> of(List<RexNode> wanted) {
      wanted.forEach(each -> each.accept(this));
      return List.copyOf(overs.keySet());
    }

    @Override
    public RexNode visitOver(RexOver over) {
      overs.putIfAbsent(over, over);
      return over;
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      input.column(
          new Expression.InputColumn(column.getIndex(), SqlTypes.toType(column.getType())));
      return column;
    }
  }

  /// Rewrites expressions over the input to expressions over the last window's output.
  private static final class Results extends RexShuttle {
    private final WindowInput input;
    private final RexBuilder builder;
    private final Map<RexOver, Integer> columns = new LinkedHashMap<>();
    private final Map<RexOver, WindowCall> calls = new LinkedHashMap<>();
    private int next;

    /// @param passed columns before the results
    Results(WindowInput input, int passed, RexBuilder builder) {
      this.input = input;
      this.builder = builder;
      this.next = passed;
    }

    void add(List<NamedCall> named) {
      for (var each : named) {
        columns.put(each.over(), next++);
        calls.put(each.over(), each.call());
      }
    }

    int column(RexOver over) {
      return Objects.requireNonNull(columns.get(over));
    }

    @Override
    public RexNode visitOver(RexOver over) {
      int column = column(over);
      var type = Objects.requireNonNull(calls.get(over)).type();
      if (type.equals(SqlTypes.toType(over.getType()))) {
        return new RexInputRef(column, over.getType());
      }
      var given = SqlTypes.toCalcite(builder.getTypeFactory(), type, over.getType().isNullable());
      return builder.makeCast(over.getType(), new RexInputRef(column, given));
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      var type = SqlTypes.toType(column.getType());
      int moved = input.column(new Expression.InputColumn(column.getIndex(), type));
      return new RexInputRef(moved, column.getType());
    }
  }
}
