package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.MultiJoin;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Finds the cheapest tree of inner joins, and of the semi-joins and anti-joins that reduce their
/// rows, by dynamic programming over all subsets of their inputs. A join costs its rows, those that
/// it probes with, and twice those of which it builds a hash table. Without a key every pair of
/// rows is looked at, which costs twice as much as a row that comes out.
final class InnerJoins {
  /// With more, the subsets are too many.
  static final int MOST_INPUTS = 10;

  private static final double BUILD = 2;
  private static final double PAIR = 2;

  /// A semi-join or anti-join above the inner joins.
  ///
  /// @param condition over the columns of all inputs, then those of `right`
  record Reduction(JoinRelType kind, RelNode right, RexNode condition) {}

  /// @param kept which part of the rows is left
  /// @param inputs which it reads, as bits
  private record Reducer(Reduction reduction, int inputs, double kept, boolean reversible) {}

  /// @param inputs which it reads, as bits
  /// @param keys the equalities in it
  private record Term(RexNode condition, int inputs, double selectivity, List<Key> keys) {}

  /// The sides of an equality, by the inputs that they read, as bits.
  private record Key(int left, int right) {
    boolean joins(int one, int other) {
      return within(left, one) && within(right, other) || within(left, other) && within(right, one);
    }

    private static boolean within(int inputs, int subset) {
      return inputs != 0 && (inputs & ~subset) == 0;
    }
  }

  /// The cheapest way found to join a subset; `probe` is 0 for a single input. Reductions are bits
  /// after those of the inputs; a subset without the inputs that they read has no plan.
  private record Plan(double rows, double cost, int probe, int build) {}

  /// A part of the tree and which columns of the whole it gives.
  private record Part(RelNode node, List<Integer> columns) {}

  private final MultiJoin join;
  private final RelBuilder builder;
  private final int[] firstColumns;
  private final List<Term> terms = new ArrayList<>();
  private final List<Reduction> reductions;
  private final List<Reducer> reducers = new ArrayList<>();
  private final @Nullable Plan[] plans;

  InnerJoins(MultiJoin join, List<Reduction> reductions) {
    this.join = join;
    this.reductions = List.copyOf(reductions);
    this.builder = RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null);
    var inputs = join.getInputs();
    this.firstColumns = new int[inputs.size() + 1];
    for (var i = 0; i < inputs.size(); i++) {
      firstColumns[i + 1] = firstColumns[i] + inputs.get(i).getRowType().getFieldCount();
    }
    this.plans = new @Nullable Plan[1 << (inputs.size() + reductions.size())];
  }

  /// Joins the inputs; gives the columns of all of them in their order.
  RelNode ordered() {
    var selectivity = new Selectivity(builder.getRexBuilder(), this::facts);
    Map<Integer, List<RexNode>> conditions = new LinkedHashMap<>();
    for (var condition : RelOptUtil.conjunctions(join.getJoinFilter())) {
      conditions.computeIfAbsent(inputs(condition), key -> new ArrayList<>()).add(condition);
    }
    conditions.forEach((inputs, together) -> {
      var condition = RexUtil.composeConjunction(builder.getRexBuilder(), together);
      terms.add(new Term(condition, inputs, selectivity.of(condition), keys(together)));
    });
    reductions.forEach(reduction -> reducers.add(reducer(reduction)));
    for (var subset = 1; subset < plans.length; subset++) {
      plans[subset] = plan(subset);
    }
    var all = tree(plans.length - 1);
    builder.push(all.node());
    var columns = new ArrayList<RexNode>();
    for (var column = 0; column < width(); column++) {
      columns.add(builder.field(all.columns().indexOf(column)));
    }
    return builder.project(columns, join.getRowType().getFieldNames()).build();
  }

  private List<Key> keys(List<RexNode> conditions) {
    return conditions.stream()
        .filter(condition -> condition.isA(SqlKind.EQUALS))
        .map(condition -> ((RexCall) condition).getOperands())
        .map(sides -> new Key(inputs(sides.getFirst()), inputs(sides.getLast())))
        .toList();
  }

  private Reducer reducer(Reduction reduction) {
    var width = width();
    var condition = reduction.condition();
    var kept =
        MatchedPart.of(
            reduction.kind(),
            condition,
            width,
            this::facts,
            column -> ColumnFacts.of(reduction.right(), column),
            rows(reduction.right()));
    var columns = RelOptUtil.InputFinder.bits(condition).intersect(ImmutableBitSet.range(width));
    var reversible = SemiJoinSide.hasKeys(condition, width);
    return new Reducer(reduction, inputs(columns), kept, reversible);
  }

  private double rows(RelNode input) {
    var rows = join.getCluster().getMetadataQuery().getRowCount(input);
    return rows == null ? 1 : Math.max(1, rows);
  }

  private int width() {
    return firstColumns[firstColumns.length - 1];
  }

  private @Nullable Plan plan(int subset) {
    if (Integer.bitCount(subset) == 1) {
      var single = Integer.numberOfTrailingZeros(subset);
      return new Plan(
          rows(isInput(single) ? join.getInputs().get(single) : reduction(single).right()),
          0,
          0,
          0);
    }
    Plan best = null;
    var lowest = Integer.lowestOneBit(subset);
    for (var one = (subset - 1) & subset; one > 0; one = (one - 1) & subset) {
      if ((one & lowest) != 0) {
        var plan = both(one, subset & ~one);
        best = best == null || (plan != null && plan.cost() < best.cost()) ? plan : best;
      }
    }
    return best;
  }

  private boolean isInput(int bit) {
    return bit < join.getInputs().size();
  }

  private Reduction reduction(int bit) {
    return reductions.get(bit - join.getInputs().size());
  }

  /// The way to join two subsets, of which the first has the lower bits; null when there is none.
  private @Nullable Plan both(int one, int other) {
    var left = plans[one];
    var right = plans[other];
    if (left == null || right == null || !isInput(Integer.numberOfTrailingZeros(one))) {
      return null;
    }
    var first = Integer.numberOfTrailingZeros(other);
    return isInput(first)
        ? joined(one, left, other, right)
        : reduced(one, left, other, right, reducers.get(first - join.getInputs().size()));
  }

  private static @Nullable Plan reduced(
      int one, Plan left, int other, Plan right, Reducer reducer) {
    if (Integer.bitCount(other) > 1 || (reducer.inputs() & ~one) != 0) {
      return null;
    }
    var rows = Math.max(1, left.rows() * reducer.kept());
    var built = reducer.reversible() ? Math.min(left.rows(), right.rows()) : right.rows();
    var cost = left.cost() + right.cost() + rows + left.rows() + right.rows() + (BUILD - 1) * built;
    return new Plan(rows, cost, one, other);
  }

  private Plan joined(int one, Plan left, int other, Plan right) {
    var rows = left.rows() * right.rows();
    var hasKey = false;
    for (var term : terms) {
      if (spans(term, one, other)) {
        rows *= term.selectivity();
        hasKey |= term.keys().stream().anyMatch(key -> key.joins(one, other));
      }
    }
    rows = Math.max(1, rows);
    var leftProbes = left.rows() >= right.rows();
    var cost =
        left.cost()
            + right.cost()
            + rows
            + Math.max(left.rows(), right.rows())
            + BUILD * Math.min(left.rows(), right.rows())
            + (hasKey ? 0 : PAIR * left.rows() * right.rows());
    return new Plan(rows, cost, leftProbes ? one : other, leftProbes ? other : one);
  }

  /// Whether a term can be decided where both sides meet, and not before.
  private static boolean spans(Term term, int one, int other) {
    return (term.inputs() & ~(one | other)) == 0
        && (term.inputs() & ~one) != 0
        && (term.inputs() & ~other) != 0;
  }

  private Part tree(int subset) {
    var plan = Objects.requireNonNull(plans[subset], "a chosen subset has a plan");
    if (plan.probe() == 0) {
      var input = Integer.numberOfTrailingZeros(subset);
      var columns = new ArrayList<Integer>();
      for (var column = firstColumns[input]; column < firstColumns[input + 1]; column++) {
        columns.add(column);
      }
      return new Part(filtered(join.getInputs().get(input), subset, columns), columns);
    }
    var left = tree(plan.probe());
    var first = Integer.numberOfTrailingZeros(plan.build());
    if (!isInput(first)) {
      return reduced(left, reduction(first));
    }
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
    var joined = builder.join(JoinRelType.INNER, condition).build();
    return new Part(
        joined instanceof Join plain ? RelOptUtil.pushDownJoinConditions(plain, builder) : joined,
        columns);
  }

  private Part reduced(Part left, Reduction reduction) {
    var columns = new ArrayList<>(left.columns());
    for (var i = 0; i < reduction.right().getRowType().getFieldCount(); i++) {
      columns.add(width() + i);
    }
    builder.push(left.node()).push(reduction.right());
    return new Part(
        builder.join(reduction.kind(), moved(reduction.condition(), columns)).build(),
        left.columns());
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
    return inputs(RelOptUtil.InputFinder.bits(condition));
  }

  private int inputs(ImmutableBitSet columns) {
    var inputs = 0;
    for (var column : columns) {
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
    return ColumnFacts.of(join.getInputs().get(input), column - firstColumns[input])
        .map(facts -> facts.under(input + "/"));
  }
}
