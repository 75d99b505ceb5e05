package dev.mutirao.planner.table;

import dev.mutirao.planner.catalog.CatalogObject;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/// A view: the rows of its query, in whose place the query is put.
final class ViewTable extends AbstractTable implements TranslatableTable {
  private final RelNode query;

  /// Compiles the view's query in the statement's own planning.
  ViewTable(CatalogObject.View view, Function<CatalogObject.View, RelNode> compiler) {
    this.query = compiler.apply(view);
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
