package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.planner.expression.Constants;
import dev.mutirao.planner.optimize.DataScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

/// Turns what a filter asks of a column whose values are known one by one, such as a partition
/// column, into a list of the values that meet it: `month % 2 = 0` into `month IN (2, 4)`.
final class PartitionPredicates {
  /// With more values, trying each takes longer than it saves.
  private static final int MOST_VALUES = 4096;

  private PartitionPredicates() {}

  static List<ColumnPredicate> of(DataScan scan) {
    var statistics = scan.description().statistics().columns();
    var predicates = new ArrayList<ColumnPredicate>();
    if (scan.filter() == null || statistics.isEmpty()) {
      return predicates;
    }
    for (var term : RelOptUtil.conjunctions(scan.filter())) {
      var inputs = RelOptUtil.InputFinder.bits(term);
      if (inputs.cardinality() == 1 && RexUtil.isDeterministic(term)) {
        var column = scan.columns().get(inputs.nth(0));
        in(column, statistics.get(column).values(), term, scan).ifPresent(predicates::add);
      }
    }
    return predicates;
  }

  /// Empty when the values are not known, when NULL meets the term, which no list can say, or when
  /// the term is not computed of a value: it may fail, and then only where a row has it.
  private static Optional<ColumnPredicate> in(
      int column, List<Literal> values, RexNode term, DataScan scan) {
    var type = scan.description().handle().schema().type(column);
    if (values.isEmpty()
        || values.size() > MOST_VALUES
        || values.stream().anyMatch(value -> !value.type().equals(type))) {
      return Optional.empty();
    }
    var builder = scan.getCluster().getRexBuilder();
    var executor = Objects.requireNonNull(scan.getCluster().getPlanner().getExecutor());
    var answers = new ArrayList<RexNode>();
    executor.reduce(
        builder,
        values.stream().map(value -> with(term, Constants.of(value, builder))).toList(),
        answers);
    var kept = new ArrayList<Literal>();
    for (var i = 0; i < values.size(); i++) {
      var answer = answers.get(i);
      var isFalse = answer.isAlwaysFalse() || RexUtil.isNullLiteral(answer, true);
      if (!isFalse && (!answer.isAlwaysTrue() || values.get(i).isNull())) {
        return Optional.empty();
      }
      if (!isFalse) {
        kept.add(values.get(i));
      }
    }
    return Optional.of(new ColumnPredicate.In(column, kept));
  }

  private static RexNode with(RexNode term, RexNode value) {
    return term.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return value;
          }
        });
  }
}
