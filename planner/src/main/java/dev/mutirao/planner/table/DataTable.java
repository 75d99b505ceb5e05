package dev.mutirao.planner.table;

import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.planner.type.SqlTypes;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/// Rows that a connector gives, as Calcite sees them.
public final class DataTable extends AbstractTable {
  private final TableDescription description;

  DataTable(TableDescription description) {
    this.description = description;
  }

  public TableDescription description() {
    return description;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    return SqlTypes.toCalcite(factory, description.handle().schema());
  }

  @Override
  public Statistic getStatistic() {
    return new Statistic() {
      @Override
      public @Nullable Double getRowCount() {
        var rows = description.statistics().rows();
        return rows.isPresent() ? (double) rows.getAsLong() : null;
      }
    };
  }
}
