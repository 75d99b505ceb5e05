package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.table.DataTable;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.hep.HepRelVertex;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;

/// What is known of a column of a table from which a plan's column comes unchanged.
///
/// @param rows of the table
record ColumnFacts(double rows, ColumnStatistics statistics) {
  /// The facts of a column that a node gives; empty when it is computed.
  static Optional<ColumnFacts> of(RelNode node, int column) {
    return switch (node) {
      case HepRelVertex vertex -> of(vertex.getCurrentRel(), column);
      case DataScan scan -> of(scan.getTable(), scan.columns().get(column));
      case TableScan scan -> of(scan.getTable(), column);
      case Filter filter -> of(filter.getInput(), column);
      case Sort sort -> of(sort.getInput(), column);
      case Project project ->
          project.getProjects().get(column) instanceof RexInputRef input
              ? of(project.getInput(), input.getIndex())
              : Optional.empty();
      case Aggregate aggregate ->
          column < aggregate.getGroupCount()
              ? of(aggregate.getInput(), aggregate.getGroupSet().nth(column))
              : Optional.empty();
      case Join join -> {
        var width = join.getLeft().getRowType().getFieldCount();
        yield column < width ? of(join.getLeft(), column) : of(join.getRight(), column - width);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<ColumnFacts> of(RelOptTable table, int column) {
    var data = table.unwrap(DataTable.class);
    if (data == null || data.description().statistics().rows().isEmpty()) {
      return Optional.empty();
    }
    var known = data.description().statistics();
    var statistics =
        known.columns().isEmpty() ? ColumnStatistics.UNKNOWN : known.columns().get(column);
    return Optional.of(new ColumnFacts(known.rows().getAsLong(), statistics));
  }

  /// How many values the column has; empty when that is not known. Whole numbers have no more than
  /// there are between the least and the greatest.
  OptionalDouble distinct() {
    if (statistics.distinctValues().isPresent()) {
      return OptionalDouble.of(Math.max(1, (double) statistics.distinctValues().getAsLong()));
    }
    var least = least();
    var greatest = greatest();
    return least.isPresent() && greatest.isPresent() && isWhole()
        ? OptionalDouble.of(
            Math.max(1, Math.min(rows, greatest.getAsDouble() - least.getAsDouble() + 1)))
        : OptionalDouble.empty();
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
