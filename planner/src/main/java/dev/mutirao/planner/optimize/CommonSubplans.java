package dev.mutirao.planner.optimize;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;

/// Runs a subplan once that is there more than once, such as a WITH query that is named twice. It
/// is the last pass: subplans that are still equal then lose nothing by being shared.
///
/// ```
/// Join                     Join
///   Aggregate                SharedRows(0) ---+
///     Scan           ->      SharedRows(0) ---+-- Aggregate
///   Aggregate                                       Scan
///     Scan
/// ```
///
/// Rows wait in memory for the slower reader. So only subplans are shared that join or aggregate,
/// seem to give fewer rows than they work on, and seem to fit.
final class CommonSubplans {
  /// Rows that a subplan reads or computes for each that it gives.
  private static final double LEAST_REDUCTION = 2;

  private static final double MOST_BYTES = 256e6;

  private int shared;

  private CommonSubplans() {}

  static RelNode share(RelNode tree) {
    return new CommonSubplans().shareAll(tree);
  }

  private RelNode shareAll(RelNode tree) {
    var current = tree;
    while (true) {
      var numbers = new SubplanNumbers();
      var counts = new HashMap<Integer, Integer>();
      count(current, numbers, counts);
      var chosen = first(current, numbers, counts);
      if (chosen.isEmpty()) {
        return current;
      }
      int number = numbers.of(chosen.get());
      var wrap = new Wrap(chosen.get(), number, shared++, counts.get(number), numbers);
      current = current.accept(wrap);
    }
  }

  private static void count(RelNode node, SubplanNumbers numbers, Map<Integer, Integer> counts) {
    if (node instanceof SharedRows || node instanceof RepeatUnion) {
      return;
    }
    counts.merge(numbers.of(node), 1, Integer::sum);
    node.getInputs().forEach(input -> count(input, numbers, counts));
  }

  /// The largest subplan that is worth it.
  private static Optional<RelNode> first(
      RelNode node, SubplanNumbers numbers, Map<Integer, Integer> counts) {
    if (node instanceof SharedRows || node instanceof RepeatUnion) {
      return Optional.empty();
    }
    if (counts.get(numbers.of(node)) > 1 && isWorthIt(node)) {
      return Optional.of(node);
    }
    return node.getInputs().stream()
        .map(input -> first(input, numbers, counts))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isWorthIt(RelNode node) {
    if (!isRepeatable(node)) {
      return false;
    }
    var metadata = node.getCluster().getMetadataQuery();
    double rows = rows(node, metadata);
    var rowBytes = metadata.getAverageRowSize(node);
    double bytes = rows * (rowBytes == null ? 8.0 * node.getRowType().getFieldCount() : rowBytes);
    return combinesRows(node)
        && bytes <= MOST_BYTES
        && rows * LEAST_REDUCTION <= work(node, metadata);
  }

  private static double rows(RelNode node, RelMetadataQuery metadata) {
    var rows = metadata.getRowCount(node);
    return rows == null ? Double.POSITIVE_INFINITY : rows;
  }

  /// Rows that all nodes give together.
  private static double work(RelNode node, RelMetadataQuery metadata) {
    double work = node instanceof DataScan scan ? scan.getTable().getRowCount() : 0;
    for (var input : node.getInputs()) {
      work += rows(input, metadata) + work(input, metadata);
    }
    return work;
  }

  private static boolean combinesRows(RelNode node) {
    return node instanceof Aggregate
        || node instanceof PhasedAggregate
        || node instanceof Join
        || node.getInputs().stream().anyMatch(CommonSubplans::combinesRows);
  }

  /// Whether it would give the same rows every time, and in any place.
  private static boolean isRepeatable(RelNode node) {
    if (node instanceof RepeatUnion || node instanceof SharedRows) {
      return false;
    }
    if (node instanceof Aggregate aggregate
        && aggregate.getAggCallList().stream()
            .anyMatch(call -> !call.getAggregation().isDeterministic())) {
      return false;
    }
    var calls = new Calls();
    if (node instanceof Filter || node instanceof Project || node instanceof Join) {
      node.accept(calls);
    }
    return calls.deterministic && node.getInputs().stream().allMatch(CommonSubplans::isRepeatable);
  }

  private static final class Calls extends RexShuttle {
    private boolean deterministic = true;

    @Override
    public RexNode visitOver(RexOver over) {
      deterministic &= over.getAggOperator().isDeterministic();
      return super.visitOver(over);
    }

    @Override
    public RexNode visitCall(RexCall call) {
      deterministic &= call.getOperator().isDeterministic();
      return super.visitCall(call);
    }
  }

  /// Puts the first of the equal subplans into every place.
  private static final class Wrap extends RelHomogeneousShuttle {
    private final RelNode body;
    private final int number;
    private final int subplan;
    private final int readers;
    private final SubplanNumbers numbers;
    private int reader;

    Wrap(RelNode body, int number, int subplan, int readers, SubplanNumbers numbers) {
      this.body = body;
      this.number = number;
      this.subplan = subplan;
      this.readers = readers;
      this.numbers = numbers;
    }

    @Override
    public RelNode visit(RelNode other) {
      if (other instanceof SharedRows || other instanceof RepeatUnion) {
        return other;
      }
      return numbers.of(other) == number
          ? new SharedRows(body, subplan, readers, reader++)
          : super.visit(other);
    }
  }
}
