package dev.mutirao.planner.relational;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/// A query as relational algebra.
///
/// @param tree gives the columns of `names`, perhaps followed by others that only its order needs
/// @param names what the columns are called, doubled names numbered
/// @param columns which of the tree's columns they are
/// @param parameters types of the `?` in order
public record Query(
    RelNode tree, List<String> names, List<Integer> columns, List<RelDataType> parameters) {
  public Query {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
  }
}
