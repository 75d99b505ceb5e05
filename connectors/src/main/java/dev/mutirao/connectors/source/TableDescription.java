package dev.mutirao.connectors.source;

import java.util.Set;

/// What describing a table found out.
///
/// @param facts what the source can tell of every file of the table without reading its rows
public record TableDescription(
    TableHandle handle, TableStatistics statistics, Set<FileFact> facts) {
  public TableDescription {
    facts = Set.copyOf(facts);
  }

  /// Of a source that knows no facts.
  public TableDescription(TableHandle handle, TableStatistics statistics) {
    this(handle, statistics, Set.of());
  }
}
