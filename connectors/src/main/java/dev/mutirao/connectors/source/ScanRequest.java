package dev.mutirao.connectors.source;

import java.util.List;
import java.util.OptionalLong;

/// What a query wants of a table.
///
/// @param columns indices into the table's schema, in the order in which batches must carry them;
///   may be empty when only the number of rows matters
/// @param predicates conditions that every wanted row meets; a connector may use them to leave rows
///   out and need not: whoever asked checks again. Their columns are indices into the table's
///   schema and need not be among `columns`
/// @param limit how many rows suffice
public record ScanRequest(
    List<Integer> columns, List<ColumnPredicate> predicates, OptionalLong limit) {
  public ScanRequest {
    columns = List.copyOf(columns);
    predicates = List.copyOf(predicates);
  }
}
