package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.MultiJoin;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.RelBuilder;

/// Finds the cheapest tree of inner joins by dynamic programming over all subsets of their inputs.
/// A join costs its rows, those that it probes with, and twice those of which it builds a hash
/// table; without a condition between its sides its rows cost three times as much.
final class InnerJoins {
  /// With more, the subsets are too many.
  static final int MOST_INPUTS = 9;

  private static final double BUILD = 2;
  private static final double CROSS = 2;

  private record Term(RexNode condition, int inputs, double selectivity) {}

  /// The cheapest way found to join a subset; `probe` is 0 for a single input.
  private record Plan(double rows, double cost, int probe, int build) {}

  /// A part of the tree and which columns of the whole it gives.
  private record Part(RelNode node, List<Integer> columns) {}

  private final MultiJoin join;
  private final RelBuilder builder;
  private final int[] firstColumns;
  private final List<Term> terms = new ArrayList<>();
  private final Plan[] plans;

  InnerJoins(MultiJoin join) {
    this.join = join;
    this.builder = RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null);
    var inputs = join.getInputs();
    this.firstColumns = new int[inputs.size() + 1];
    for (var i = 0; i < inputs.size(); i++) {
      firstColumns[i + 1] = firstColumns[i] + inputs.get(i).getRowType().getFieldCount();
    }
    this.plans = new Plan[1 << inputs.size()];
  }

  /// Joins the inputs; gives the columns of all of them in their order.
  RelNode ordered() {
    var selectivity = new Selectivity(builder.getRexBuilder(), this::facts);
    for (var condition : RelOptUtil.conjunctions(join.getJoinFilter())) {
      terms.add(new Term(condition, inputs(condition), selectivity.of(condition)));
    }
    for (var subset = 1; subset < plans.length; subset++) {
      plans[subset] = plan(subset);
    }
    var all = tree(plans.length - 1);
    builder.push(all.node());
    var columns = new ArrayList<RexNode>();
    for (var column = 0; column < firstColumns[firstColumns.length - 1]; column++) {
      columns.add(builder.field(all.columns().indexOf(column)));
    }
    return builder.project(columns, join.getRowType().getFieldNames()).build();
  }

  private Plan plan(int subset) {
    if (Integer.bitCount(subset) == 1) {
      var input = join.getInputs().get(Integer.numberOfTrailingZeros(subset));
      var rows = join.getCluster().getMetadataQuery().getRowCount(input);
      return new Plan(rows == null ? 1 : Math.max(1, rows), 0, 0, 0);
    }
    Plan best = null;
    var lowest = Integer.lowestOneBit(subset);
    for (var one = (subset - 1) & subset; one > 0; one = (one - 1) & subset) {
      if ((one & lowest) != 0) {
        var plan = joined(one, subset & ~one);
        best = best == null || plan.cost() < best.cost() ? plan : best;
      }
    }
    return java.util.Objects.requireNonNull(best, "a subset of two inputs has a split");
  }

  private Plan joined(int one, int other) {
    var left = plans[one];
    var right = plans[other];
    var rows = left.rows() * right.rows();
    var isCross = true;
    for (var term : terms) {
      if (spans(term, one, other)) {
        rows *= term.selectivity();
        isCross = false;
      }
    }
    rows = Math.max(1, rows);
    var probe = left.rows() >= right.rows() ? one : other;
    var build = probe == one ? other : one;
    var cost =
        left.cost()
            + right.cost()
            + rows
            + plans[probe].rows()
            + BUILD * plans[build].rows()
            + (isCross ? CROSS * rows : 0);
    return new Plan(rows, cost, probe, build);
  }

  /// Whether a term can be decided where both sides meet, and not before.
  private static boolean spans(Term term, int one, int other) {
    return (term.inputs() & ~(one | other)) == 0
        && (term.inputs() & ~one) != 0
        && (term.inputs() & ~other) != 0;
  }

  private Part tree(int subset) {
    var plan = plans[subset];
    if (plan.probe() == 0) {
      var input = Integer.numberOfTrailingZeros(subset);
      var columns = new ArrayList<Integer>();
      for (var column = firstColumns[input]; column < firstColumns[input + 1]; column++) {
        columns.add(column);
      }
      return new Part(filtered(join.getInputs().get(input), subset, columns), columns);
    }
    var left = tree(plan.probe());
    var right = tree(plan.build());
    var columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    var conditions =
        terms.stream()
            .filter(term -> spans(term, plan.probe(), plan.build()))
            .map(term -> moved(term.condition(), columns))
            .toList();
    builder.push(left.node()).push(right.node());
    var condition = RexUtil.composeConjunction(builder.getRexBuilder(), conditions);
    return new Part(builder.join(JoinRelType.INNER, condition).build(), columns);
  }

  /// An input with the terms that concern it alone, or nothing at all.
  private RelNode filtered(RelNode input, int subset, List<Integer> columns) {
    var own =
        terms.stream()
            .filter(term -> term.inputs() == subset || (term.inputs() == 0 && (subset & 1) != 0))
            .map(term -> moved(term.condition(), columns))
            .toList();
    return own.isEmpty() ? input : builder.push(input).filter(own).build();
  }

  private static RexNode moved(RexNode condition, List<Integer> columns) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(columns.indexOf(column.getIndex()), column.getType());
          }
        });
  }

  /// The inputs that a condition reads, as bits.
  private int inputs(RexNode condition) {
    var inputs = 0;
    for (var column : RelOptUtil.InputFinder.bits(condition)) {
      inputs |= 1 << input(column);
    }
    return inputs;
  }

  private int input(int column) {
    var input = 0;
    while (firstColumns[input + 1] <= column) {
      input++;
    }
    return input;
  }

  private Optional<ColumnFacts> facts(int column) {
    var input = input(column);
    return ColumnFacts.of(join.getInputs().get(input), column - firstColumns[input]);
  }
}
