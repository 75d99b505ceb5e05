package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.table.DataTable;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepRelVertex;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// What is known of a column of a table from which a plan's column comes unchanged, or as a
/// function of it alone.
///
/// @param source which scan of the plan it comes from: the way there, `0` to the left side of a
///   join and `1` to the right
/// @param rows of the table
/// @param exact whether the bounds hold for every value, rather than being estimates
/// @param kept which part of the column's values conditions on it have left
record ColumnFacts(
    String source, double rows, boolean exact, ColumnStatistics statistics, double kept) {
  /// The facts of a column that a node gives; empty when it is computed from several.
  static Optional<ColumnFacts> of(RelNode node, int column) {
    return switch (node) {
      case HepRelVertex vertex -> of(vertex.getCurrentRel(), column);
      case DataScan scan when column >= scan.columns().size() -> Optional.empty();
      case DataScan scan ->
          of(scan.getTable(), scan.columns().get(column))
              .map(facts -> facts.filtered(scan, column, scan.filter()));
      case TableScan scan -> of(scan.getTable(), column);
      case Filter filter ->
          of(filter.getInput(), column)
              .map(facts -> facts.filtered(filter, column, filter.getCondition()));
      case Sort sort -> of(sort.getInput(), column);
      case SharedRows shared -> of(shared.getInput(), column);
      case Project project -> computed(project, project.getProjects().get(column));
      case Aggregate aggregate ->
          column < aggregate.getGroupCount()
              ? of(aggregate.getInput(), aggregate.getGroupSet().nth(column))
              : Optional.empty();
      case PhasedAggregate aggregate ->
          column < aggregate.keys().size()
              ? of(aggregate.getInput(), aggregate.keys().get(column))
              : Optional.empty();
      case Join join -> {
        var width = join.getLeft().getRowType().getFieldCount();
        yield column < width
            ? of(join.getLeft(), column).map(facts -> facts.under("0"))
            : of(join.getRight(), column - width).map(facts -> facts.under("1"));
      }
      default -> Optional.empty();
    };
  }

  /// A function of one column has no more values than it.
  private static Optional<ColumnFacts> computed(Project project, RexNode expression) {
    if (expression instanceof RexInputRef input) {
      return of(project.getInput(), input.getIndex());
    }
    var inputs = RelOptUtil.InputFinder.bits(expression);
    return inputs.cardinality() == 1 && RexUtil.isDeterministic(expression)
        ? of(project.getInput(), inputs.nth(0)).map(ColumnFacts::onlyCounted)
        : Optional.empty();
  }

  private ColumnFacts onlyCounted() {
    var distinct = distinct();
    return new ColumnFacts(
        source,
        rows,
        exact,
        new ColumnStatistics(
            distinct.isPresent()
                ? OptionalLong.of((long) distinct.getAsDouble())
                : OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty()),
        1);
  }

  /// The same column below another node.
  ColumnFacts under(String step) {
    return new ColumnFacts(step + source, rows, exact, statistics, kept);
  }

  /// The same column where rows meet a condition: of a range or a list of values, only a part of
  /// the column's values is left.
  private ColumnFacts filtered(RelNode node, int column, @Nullable RexNode condition) {
    if (condition == null) {
      return this;
    }
    var own =
        RelOptUtil.conjunctions(condition).stream()
            .filter(term -> RelOptUtil.InputFinder.bits(term).equals(ImmutableBitSet.of(column)))
            .toList();
    if (own.isEmpty()) {
      return this;
    }
    var builder = node.getCluster().getRexBuilder();
    var part =
        new Selectivity(builder, ignored -> Optional.of(this))
            .of(RexUtil.composeConjunction(builder, own));
    return new ColumnFacts(source, rows, exact, statistics, kept * part);
  }

  private static Optional<ColumnFacts> of(RelOptTable table, int column) {
    var data = table.unwrap(DataTable.class);
    if (data == null || data.description().statistics().rows().isEmpty()) {
      return Optional.empty();
    }
    var known = data.description().statistics();
    var statistics =
        known.columns().isEmpty() ? ColumnStatistics.UNKNOWN : known.columns().get(column);
    return Optional.of(new ColumnFacts("", known.rows().getAsLong(), known.exact(), statistics, 1));
  }

  /// How many values the column has; empty when that is not known. Whole numbers have no more than
  /// there are between the least and the greatest.
  OptionalDouble distinct() {
    if (statistics.distinctValues().isPresent()) {
      return OptionalDouble.of(Math.max(1, kept * statistics.distinctValues().getAsLong()));
    }
    var least = least();
    var greatest = greatest();
    return least.isPresent() && greatest.isPresent() && isWhole()
        ? OptionalDouble.of(
            Math.max(1, kept * Math.min(rows, greatest.getAsDouble() - least.getAsDouble() + 1)))
        : OptionalDouble.empty();
  }

  /// A column whose values nobody counted is taken for a key.
  double distinctOrRows() {
    return distinct().orElse(Math.max(1, rows * kept));
  }

  /// The part of the rows that are NULL; empty when that is not known.
  OptionalDouble nulls() {
    return statistics.nulls().isPresent() && rows > 0
        ? OptionalDouble.of(statistics.nulls().getAsLong() / rows)
        : OptionalDouble.empty();
  }

  OptionalDouble least() {
    return statistics.min().map(ColumnFacts::number).orElse(OptionalDouble.empty());
  }

  OptionalDouble greatest() {
    return statistics.max().map(ColumnFacts::number).orElse(OptionalDouble.empty());
  }

  private boolean isWhole() {
    return switch (statistics.min().orElseThrow().type()) {
      case Type.Decimal ignored -> false;
      case Type.Simple type ->
          switch (type) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, DATE -> true;
            case BOOLEAN,
                REAL,
                DOUBLE,
                VARCHAR,
                VARBINARY,
                TIME,
                TIMESTAMP,
                INSTANT,
                INTERVAL_MONTHS,
                INTERVAL_MICROS,
                NULL ->
                false;
          };
    };
  }

  /// A number that is ordered as the value is; empty for texts.
  static OptionalDouble number(Literal literal) {
    var scale = literal.type() instanceof Type.Decimal(int ignored, int digits) ? digits : 0;
    return switch (literal.value()) {
      case Long whole -> OptionalDouble.of(whole / Math.pow(10, scale));
      case BigInteger whole -> OptionalDouble.of(whole.doubleValue() / Math.pow(10, scale));
      case Double number when Double.isFinite(number) -> OptionalDouble.of(number);
      case null, default -> OptionalDouble.empty();
    };
  }
}
