package dev.mutirao.executor.window;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import dev.mutirao.executor.testing.LiteralOrder;
import dev.mutirao.executor.testing.SimpleRisk;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Window functions in the most obvious way: every frame is collected row by row, every aggregate
/// computed anew. Rows that tie are ordered by all columns.
final class NaiveWindow {
  private final PlanNode.Window node;
  private final Comparator<List<Literal>> byPartition;
  private final Comparator<List<Literal>> byOrder;

  private NaiveWindow(PlanNode.Window node) {
    this.node = node;
    this.byPartition = LiteralOrder.of(node.partitionBy().stream().map(NaiveWindow::key).toList());
    this.byOrder = LiteralOrder.of(node.orderBy());
  }

  static List<List<Literal>> rows(PlanNode.Window node, List<List<Literal>> input) {
    return new NaiveWindow(node).run(input);
  }

  private static SortKey key(int column) {
    return new SortKey(column, false, false);
  }

  private List<List<Literal>> run(List<List<Literal>> input) {
    var all = new ArrayList<SortKey>();
    for (int column = 0; column < node.input().output().size(); column++) {
      all.add(key(column));
    }
    var sorted =
        input.stream()
            .sorted(byPartition.thenComparing(byOrder).thenComparing(LiteralOrder.of(all)))
            .toList();
    var output = new ArrayList<List<Literal>>();
    for (int start = 0, end; start < sorted.size(); start = end) {
      end = start + 1;
      while (end < sorted.size() && byPartition.compare(sorted.get(start), sorted.get(end)) == 0) {
        end++;
      }
      output.addAll(partition(sorted.subList(start, end)));
    }
    return output;
  }

  private List<List<Literal>> partition(List<List<Literal>> rows) {
    var output = new ArrayList<List<Literal>>();
    for (int row = 0; row < rows.size(); row++) {
      var result = new ArrayList<Literal>();
      for (int column : node.kept()) {
        result.add(rows.get(row).get(column));
      }
      for (var call : node.calls()) {
        result.add(value(call, rows, row));
      }
      output.add(result);
    }
    return output;
  }

  private Literal value(WindowCall call, List<List<Literal>> rows, int row) {
    return switch (call) {
      case WindowCall.Stateful ignored ->
          throw new IllegalArgumentException("a function of a user");
      case WindowCall.Rank(var kind) -> rank(kind, rows, row);
      case WindowCall.Ntile(var buckets) -> bucket(buckets, rows.size(), row);
      case WindowCall.Shifted shifted -> shifted(shifted, rows, row);
      case WindowCall.FrameValue value -> frameValue(value, rows, row);
      case WindowCall.Aggregated(var aggregate, var frame) ->
          aggregate(aggregate, frame(frame, rows, row));
    };
  }

  private boolean peers(List<List<Literal>> rows, int one, int other) {
    return byOrder.compare(rows.get(one), rows.get(other)) == 0;
  }

  private Literal rank(WindowCall.Rank.Kind kind, List<List<Literal>> rows, int row) {
    long before = 0;
    long groups = 0;
    long upTo = 0;
    for (int other = 0; other < rows.size(); other++) {
      int compared = byOrder.compare(rows.get(other), rows.get(row));
      before += compared < 0 ? 1 : 0;
      upTo += compared <= 0 ? 1 : 0;
      groups += compared < 0 && (other == 0 || !peers(rows, other - 1, other)) ? 1 : 0;
    }
    return switch (kind) {
      case ROW_NUMBER -> Literal.of(row + 1L);
      case RANK -> Literal.of(before + 1);
      case DENSE_RANK -> Literal.of(groups + 1);
      case PERCENT_RANK -> Literal.of(rows.size() == 1 ? 0.0 : (double) before / (rows.size() - 1));
      case CUME_DIST -> Literal.of((double) upTo / rows.size());
    };
  }

  /// Deals the rows out one bucket after the other.
  private static Literal bucket(long buckets, int rows, int row) {
    int at = 0;
    for (long bucket = 0; ; bucket++) {
      long size = rows / buckets + (bucket < rows % buckets ? 1 : 0);
      at += (int) size;
      if (row < at) {
        return Literal.of(bucket + 1);
      }
    }
  }

  private static Literal argument(Expression argument, List<Literal> row) {
    return argument instanceof Expression.InputColumn(var index, var type)
        ? row.get(index)
        : ((Expression.Constant) argument).literal();
  }

  private static Literal shifted(WindowCall.Shifted call, List<List<Literal>> rows, int row) {
    var offset = argument(call.offset(), rows.get(row));
    if (offset.isNull()) {
      return Literal.ofNull(call.type());
    }
    long left = (Long) offset.value() * (call.backwards() ? -1 : 1);
    int at = row;
    while (left != 0) {
      at += left < 0 ? -1 : 1;
      if (at < 0 || at >= rows.size()) {
        return call.otherwise()
            .map(each -> argument(each, rows.get(row)))
            .orElse(Literal.ofNull(call.type()));
      }
      if (!(call.ignoreNulls() && rows.get(at).get(call.value()).isNull())) {
        left += left < 0 ? 1 : -1;
      }
    }
    return rows.get(at).get(call.value());
  }

  private Literal frameValue(WindowCall.FrameValue call, List<List<Literal>> rows, int row) {
    var values =
        frame(call.frame(), rows, row).stream()
            .map(each -> each.get(call.value()))
            .filter(value -> !(call.ignoreNulls() && value.isNull()))
            .toList();
    var nth = call.row().map(each -> argument(each, rows.get(row))).orElse(Literal.of(1));
    if (values.isEmpty() || nth.isNull() || (Long) nth.value() > values.size()) {
      return Literal.ofNull(call.type());
    }
    return switch (call.place()) {
      case FIRST -> values.getFirst();
      case LAST -> values.getLast();
      case NTH -> values.get(((Long) nth.value()).intValue() - 1);
    };
  }

  private List<List<Literal>> frame(WindowFrame frame, List<List<Literal>> rows, int row) {
    int start = edge(frame.start(), frame.unit(), rows, row, false);
    int end = edge(frame.end(), frame.unit(), rows, row, true);
    var seen = new ArrayList<List<Literal>>();
    for (int other = Math.max(0, start); other < Math.min(end, rows.size()); other++) {
      boolean excluded =
          switch (frame.exclusion()) {
            case NO_OTHERS -> false;
            case CURRENT_ROW -> other == row;
            case GROUP -> peers(rows, other, row);
            case TIES -> other != row && peers(rows, other, row);
          };
      if (!excluded) {
        seen.add(rows.get(other));
      }
    }
    return seen;
  }

  private int edge(
      FrameBound bound, WindowFrame.Unit unit, List<List<Literal>> rows, int row, boolean end) {
    return switch (bound) {
      case FrameBound.UnboundedPreceding() -> 0;
      case FrameBound.UnboundedFollowing() -> rows.size();
      case FrameBound.CurrentRow() ->
          unit == WindowFrame.Unit.ROWS ? row + (end ? 1 : 0) : group(rows, row, 0, end);
      case FrameBound.Rows(var distance) ->
          unit == WindowFrame.Unit.ROWS
              ? Math.clamp(row + bounded(distance) + (end ? 1 : 0), 0, rows.size())
              : group(rows, row, distance, end);
      case FrameBound.Value(var key, var limit) -> {
        if (rows.get(row).get(key).isNull()) {
          yield group(rows, row, 0, end);
        }
        yield value(rows, key, rows.get(row).get(limit), end);
      }
    };
  }

  /// Farther than any row is.
  private static long bounded(long distance) {
    return Math.clamp(distance, -1L << 40, 1L << 40);
  }

  /// Where the group of peers begins, or ends, that is some groups away.
  private int group(List<List<Literal>> rows, int row, long distance, boolean end) {
    var starts = new ArrayList<Integer>();
    int current = 0;
    for (int other = 0; other < rows.size(); other++) {
      if (other == 0 || !peers(rows, other - 1, other)) {
        starts.add(other);
      }
      current = other == row ? starts.size() - 1 : current;
    }
    starts.add(rows.size());
    long wanted = current + bounded(distance) + (end ? 1 : 0);
    return starts.get(Math.clamp(wanted, 0, starts.size() - 1));
  }

  private int value(List<List<Literal>> rows, int key, Literal limit, boolean end) {
    var order =
        LiteralOrder.of(List.of(new SortKey(0, node.orderBy().getFirst().descending(), false)));
    int first = -1;
    int last = -1;
    int found = -1;
    for (int other = 0; other < rows.size(); other++) {
      var value = rows.get(other).get(key);
      if (value.isNull()) {
        continue;
      }
      first = first < 0 ? other : first;
      last = other;
      int compared = order.compare(List.of(value), List.of(limit));
      if (end && compared <= 0) {
        found = other + 1;
      } else if (!end && compared >= 0 && found < 0) {
        found = other;
      }
    }
    return found >= 0 ? found : end ? first : last + 1;
  }

  private static Literal aggregate(AggregateCall call, List<List<Literal>> rows) {
    var kept =
        rows.stream()
            .filter(row -> call.filter().isEmpty() || isTrue(row.get(call.filter().getAsInt())))
            .filter(row -> call.arguments().stream().noneMatch(each -> row.get(each).isNull()))
            .toList();
    if (call.function().equals("count")) {
      return Literal.of((long) kept.size());
    }
    var values = kept.stream().map(row -> row.get(call.arguments().getFirst())).toList();
    if (values.isEmpty()) {
      return Literal.ofNull(call.type());
    }
    return switch (call.function()) {
      case "sum", "avg" -> sum(call, values);
      case "min", "any_value", "bool_and" ->
          values.stream().min(NaiveWindow::extreme).orElseThrow();
      case "value_at_risk", "expected_shortfall" -> Literal.of(SimpleRisk.of(call, values));
      case "max", "bool_or" -> values.stream().max(NaiveWindow::extreme).orElseThrow();
      default -> throw new IllegalArgumentException(call.function());
    };
  }

  private static boolean isTrue(Literal value) {
    return value.value() instanceof Boolean truth && truth;
  }

  /// As SQL compares, and -0 before 0.
  private static int extreme(Literal left, Literal right) {
    return left.value() instanceof Double a && right.value() instanceof Double b
        ? Double.compare(a, b)
        : LiteralOrder.compare(left, right);
  }

  private static Literal sum(AggregateCall call, List<Literal> values) {
    boolean average = call.function().equals("avg");
    if (values.getFirst().value() instanceof Double) {
      double sum = exact(values, call.type() == Type.Simple.REAL);
      return new Literal(call.type(), average ? sum / values.size() : sum);
    }
    var sum =
        values.stream()
            .map(value -> new BigInteger(value.value().toString()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (!average) {
      return call.type().layout() == dev.mutirao.connectors.type.Layout.INT64
          ? new Literal(call.type(), sum.longValueExact())
          : new Literal(call.type(), sum);
    }
    var count = BigDecimal.valueOf(values.size());
    if (call.type() == Type.Simple.DOUBLE) {
      return Literal.of(new BigDecimal(sum).divide(count, new MathContext(80)).doubleValue());
    }
    var unscaled = sum.multiply(BigInteger.TEN.pow(6));
    return new Literal(
        call.type(),
        new BigDecimal(unscaled).divide(count, 0, RoundingMode.HALF_UP).toBigIntegerExact());
  }

  private static double exact(List<Literal> values, boolean isFloat) {
    var special =
        values.stream()
            .map(value -> (Double) value.value())
            .filter(value -> !Double.isFinite(value))
            .reduce(Double::sum);
    if (special.isPresent()) {
      return special.get();
    }
    var sum =
        values.stream()
            .map(value -> new BigDecimal((Double) value.value()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return isFloat ? sum.floatValue() : sum.doubleValue();
  }
}
