package dev.mutirao.planner.table;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/// A view, or a call of a function that gives rows: the rows of a query, which is put in its place.
final class ViewTable extends AbstractTable implements TranslatableTable {
  private final RelNode query;

  /// @param query made in the statement's own planning
  ViewTable(RelNode query) {
    this.query = query;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    return query.getRowType();
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return query;
  }
}
