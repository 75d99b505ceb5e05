package dev.mutirao.planner.write;

import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Type;
import java.util.List;

/// The table of an INSERT, and which of its columns get values, in the order of the values.
///
/// @param all whether no columns were named: fewer values than columns are welcome then
public record InsertTable(String name, TableHandle handle, List<Integer> columns, boolean all) {
  public InsertTable {
    columns = List.copyOf(columns);
  }

  /// Types of the columns that get values.
  public List<Type> types() {
    return columns.stream().map(column -> handle.schema().type(column)).toList();
  }

  List<String> columnNames() {
    return handle.schema().fields().stream().map(Field::name).toList();
  }
}
