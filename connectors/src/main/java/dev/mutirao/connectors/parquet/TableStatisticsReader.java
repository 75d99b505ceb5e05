package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableStatistics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Adds up what the footers of a table's files say (see {@link ColumnTotals}).
final class TableStatisticsReader {
  private final TableHandle table;
  private final List<DataFile> files;
  private final List<Footer> footers;
  private final List<ColumnTotals> columns = new ArrayList<>();

  private TableStatisticsReader(
      TableHandle table, List<DataFile> files, List<Footer> footers, int storedColumns) {
    this.table = table;
    this.files = files;
    this.footers = footers;
    for (int i = 0; i < storedColumns; i++) {
      columns.add(new ColumnTotals(table.schema().type(i)));
    }
  }

  static TableDescription describe(
      TableHandle table, List<DataFile> files, List<Footer> footers, PartitionColumns partitions) {
    int stored = table.schema().size() - partitions.size();
    var reader = new TableStatisticsReader(table, files, footers, stored);
    reader.addFooters();
    reader.addDistinct();
    long rows = footers.stream().mapToLong(Footer::rows).sum();
    long bytes = files.stream().mapToLong(DataFile::size).sum();
    var columns = new ArrayList<>(reader.columns.stream().map(ColumnTotals::statistics).toList());
    columns.addAll(partitions.statistics(files));
    return new TableDescription(
        table,
        new TableStatistics(OptionalLong.of(rows), true, OptionalLong.of(bytes), columns),
        reader.facts());
  }

  private void addFooters() {
    for (int i = 0; i < files.size(); i++) {
      var stored = FileColumns.of(files.get(i).path(), footers.get(i).schema(), table);
      for (var group : footers.get(i).rowGroups()) {
        for (int column = 0; column < columns.size(); column++) {
          columns.get(column).add(group, stored.column(column), footers.get(i));
        }
      }
    }
  }

  /// Looks at the first and the last row group of the first and the last file: enough to tell few
  /// values from many.
  private void addDistinct() {
    for (int i : new TreeSet<>(List.of(0, files.size() - 1))) {
      var groups = footers.get(i).rowGroups();
      if (groups.isEmpty()) {
        continue;
      }
      var stored = FileColumns.of(files.get(i).path(), footers.get(i).schema(), table);
      try (var file = PinnedFile.open(files.get(i))) {
        for (int group : new TreeSet<>(List.of(0, groups.size() - 1))) {
          for (int column = 0; column < columns.size(); column++) {
            var chunk = groups.get(group).getColumns().get(stored.column(column).chunk());
            columns.get(column).addDistinct(DistinctValues.of(file, chunk));
          }
        }
      }
    }
  }

  /// What all files tell of the columns that they store, and their paths of the others.
  private Set<FileFact> facts() {
    var facts = new HashSet<FileFact>();
    facts.add(new FileFact.Rows());
    for (int column = 0; column < table.schema().size(); column++) {
      boolean isPartition = column >= columns.size();
      if (isPartition || columns.get(column).values().isPresent()) {
        facts.add(new FileFact.Values(column));
      }
      if (isPartition || columns.get(column).least().isPresent()) {
        facts.add(new FileFact.Least(column));
      }
      if (isPartition || columns.get(column).greatest().isPresent()) {
        facts.add(new FileFact.Greatest(column));
      }
    }
    return facts;
  }
}
