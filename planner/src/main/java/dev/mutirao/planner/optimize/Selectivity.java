package dev.mutirao.planner.optimize;

import dev.mutirao.planner.expression.Literals;
import dev.mutirao.planner.type.SqlTypes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// Which part of the rows meets a condition, judged by what is known of its columns: equal values
/// are as frequent as the column's distinct values allow, values are spread evenly between the
/// least and the greatest, terms do not depend on each other, and the side of a join with more
/// distinct values has every value of the other.
final class Selectivity {
  private static final double EQUAL = 0.1;
  private static final double RANGE = 0.3;
  private static final double PATTERN = 0.1;
  private static final double NULL = 0.05;
  private static final double OTHER = 0.25;
  private static final double LEAST = 1e-9;

  private final RexBuilder builder;
  private final IntFunction<Optional<ColumnFacts>> columns;

  /// @param columns what is known of the condition's input columns
  Selectivity(RexBuilder builder, IntFunction<Optional<ColumnFacts>> columns) {
    this.builder = builder;
    this.columns = columns;
  }

  /// From almost 0 to 1.
  double of(RexNode condition) {
    var part = 1.0;
    Map<Integer, Between> ranges = new HashMap<>();
    Map<Set<String>, CommonKey> keys = new HashMap<>();
    for (var term : RelOptUtil.conjunctions(condition)) {
      if (!isPartOfRange(term, ranges) && !isPartOfKey(term, keys)) {
        part *= term(term);
      }
    }
    for (var range : ranges.values()) {
      part *= range.part();
    }
    for (var key : keys.values()) {
      part /= key.distinct();
    }
    return Math.clamp(part, LEAST, 1);
  }

  private double term(RexNode term) {
    return switch (term.getKind()) {
      case LITERAL -> term.isAlwaysTrue() ? 1 : LEAST;
      case AND -> of(term);
      case OR -> {
        var none = 1.0;
        for (var each : RelOptUtil.disjunctions(term)) {
          none *= 1 - of(each);
        }
        yield 1 - none;
      }
      case NOT -> 1 - of(operand(term, 0));
      case SEARCH -> of(RexUtil.expandSearch(builder, null, term));
      case EQUALS, IS_NOT_DISTINCT_FROM -> equal(operand(term, 0), operand(term, 1));
      case NOT_EQUALS -> 1 - equal(operand(term, 0), operand(term, 1));
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> RANGE;
      case IS_NULL -> nulls(operand(term, 0));
      case IS_NOT_NULL -> 1 - nulls(operand(term, 0));
      case LIKE -> PATTERN;
      default -> OTHER;
    };
  }

  private double equal(RexNode left, RexNode right) {
    var one = facts(left);
    var other = facts(right);
    if (one.isPresent() && other.isPresent()) {
      return 1 / Math.max(one.get().distinctOrRows(), other.get().distinctOrRows());
    }
    var column = one.or(() -> other);
    var distinct = column.map(ColumnFacts::distinct).orElse(OptionalDouble.empty());
    return distinct.isPresent() ? 1 / distinct.getAsDouble() : EQUAL;
  }

  private double nulls(RexNode operand) {
    return facts(operand).map(ColumnFacts::nulls).orElse(OptionalDouble.empty()).orElse(NULL);
  }

  /// Takes the equality of columns of two tables into what these have in common.
  private boolean isPartOfKey(RexNode term, Map<Set<String>, CommonKey> keys) {
    if (!term.isA(SqlKind.EQUALS)) {
      return false;
    }
    var one = facts(operand(term, 0));
    var other = facts(operand(term, 1));
    if (one.isEmpty() || other.isEmpty() || one.get().source().equals(other.get().source())) {
      return false;
    }
    keys.computeIfAbsent(
            Set.of(one.get().source(), other.get().source()), ignored -> new CommonKey())
        .add(one.get(), other.get());
    return true;
  }

  /// Takes a comparison of a column with a constant into the column's range.
  private boolean isPartOfRange(RexNode term, Map<Integer, Between> ranges) {
    var kind = term.getKind();
    var isLess = kind == SqlKind.LESS_THAN || kind == SqlKind.LESS_THAN_OR_EQUAL;
    if (!isLess && kind != SqlKind.GREATER_THAN && kind != SqlKind.GREATER_THAN_OR_EQUAL) {
      return false;
    }
    var mirrored = operand(term, 0) instanceof RexLiteral;
    var column = operand(term, mirrored ? 1 : 0);
    var below = below(column, operand(term, mirrored ? 0 : 1));
    if (below.isEmpty()) {
      return false;
    }
    var range = ranges.computeIfAbsent(((RexInputRef) column).getIndex(), ignored -> new Between());
    range.cut(isLess != mirrored, below.getAsDouble());
    return true;
  }

  /// The part of a column's values that are below a constant.
  private OptionalDouble below(RexNode column, RexNode constant) {
    if (!(constant instanceof RexLiteral literal) || literal.isNull()) {
      return OptionalDouble.empty();
    }
    var facts = facts(column);
    var least = facts.map(ColumnFacts::least).orElse(OptionalDouble.empty());
    var greatest = facts.map(ColumnFacts::greatest).orElse(OptionalDouble.empty());
    var value = ColumnFacts.number(Literals.of(literal, SqlTypes.toType(literal.getType())));
    if (least.isEmpty() || greatest.isEmpty() || value.isEmpty()) {
      return OptionalDouble.empty();
    }
    var width = greatest.getAsDouble() - least.getAsDouble();
    var place = (value.getAsDouble() - least.getAsDouble()) / (width == 0 ? 1 : width);
    return OptionalDouble.of(Math.clamp(place, 0, 1));
  }

  private Optional<ColumnFacts> facts(RexNode operand) {
    return operand instanceof RexInputRef column
        ? columns.apply(column.getIndex())
        : Optional.empty();
  }

  private static RexNode operand(RexNode call, int index) {
    return ((RexCall) call).getOperands().get(index);
  }

  /// The columns that two tables are equal in. Together they have no more values than the smaller
  /// table has rows, however many each of them has.
  private static final class CommonKey {
    private double product = 1;
    private double fewestRows = Double.MAX_VALUE;
    private int columns;

    void add(ColumnFacts one, ColumnFacts other) {
      columns++;
      product *= Math.max(one.distinctOrRows(), other.distinctOrRows());
      fewestRows = Math.min(fewestRows, Math.min(one.rows(), other.rows()));
    }

    double distinct() {
      return columns == 1 ? product : Math.max(1, Math.min(product, fewestRows));
    }
  }

  /// The part of a column's values between what cuts them from both sides.
  private static final class Between {
    private double from;
    private double to = 1;

    void cut(boolean above, double place) {
      if (above) {
        to = Math.min(to, place);
      } else {
        from = Math.max(from, place);
      }
    }

    double part() {
      return Math.max(to - from, LEAST);
    }
  }
}
