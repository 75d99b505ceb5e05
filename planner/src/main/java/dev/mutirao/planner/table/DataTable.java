package dev.mutirao.planner.table;

import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.planner.type.SqlTypes;
import java.util.Map;
import java.util.TreeMap;
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

  /// Columns that exist and cannot be read yet, and what each is, such as `LIST`.
  public Map<String, String> unsupportedColumns() {
    var columns = new TreeMap<String, String>();
    description
        .handle()
        .options()
        .forEach((option, kind) -> {
          if (option.startsWith(TableHandle.UNSUPPORTED_COLUMN)) {
            columns.put(option.substring(TableHandle.UNSUPPORTED_COLUMN.length()), kind);
          }
        });
    return columns;
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
