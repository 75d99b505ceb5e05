package dev.mutirao.planner;

import dev.mutirao.connectors.csv.write.CsvFormat;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.source.TableStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.FileFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Tables with fixed columns and statistics and without rows, for tests of plans. A table `t` is
/// the file `t.csv` in any folder.
final class FakeConnector implements Connector {
  private final String name;
  private final Map<String, TableDescription> tables = new HashMap<>();
  private final List<TableReference> described = new ArrayList<>();

  FakeConnector(String name) {
    this.name = name;
  }

  FakeConnector table(String table, long rows, Field... columns) {
    return table(table, rows, List.of(), columns);
  }

  FakeConnector table(
      String table, long rows, List<ColumnStatistics> statistics, Field... columns) {
    var handle = new TableHandle(name, table + "." + name, new Schema(List.of(columns)), Map.of());
    var size =
        new TableStatistics(OptionalLong.of(rows), true, OptionalLong.of(rows * 100), statistics);
    tables.put(table + "." + name, new TableDescription(handle, size));
    return this;
  }

  /// Of a table that is there already, how many of its last columns are partition columns, and what
  /// its files tell.
  FakeConnector files(String table, int partitions, FileFact... facts) {
    var found = Objects.requireNonNull(tables.get(table + "." + name));
    var handle =
        new TableHandle(
            name,
            found.handle().location(),
            found.handle().schema(),
            Map.of(TableHandle.PARTITIONS, Integer.toString(partitions)));
    tables.put(table + "." + name, new TableDescription(handle, found.statistics(), Set.of(facts)));
    return this;
  }

  /// Lets a table be gone.
  void forget(String table) {
    tables.remove(table + "." + name);
  }

  /// What was described, in order.
  List<TableReference> described() {
    return described;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean claims(String fileName) {
    return fileName.endsWith("." + name);
  }

  @Override
  public Optional<FileFormat> format() {
    return name.equals("csv") ? Optional.of(new CsvFormat()) : Optional.empty();
  }

  @Override
  public TableDescription describe(TableReference reference, DescribeContext context) {
    described.add(reference);
    var location = reference.location();
    var found = tables.get(location.substring(location.lastIndexOf('/') + 1));
    if (found == null) {
      throw FileErrors.notFound(location);
    }
    var columns = reference.columns().orElse(found.handle().schema());
    var options = new HashMap<>(found.handle().options());
    options.putAll(reference.options());
    var handle = new TableHandle(name, found.handle().location(), columns, options);
    return new TableDescription(handle, found.statistics(), found.facts());
  }

  @Override
  public List<Split> splits(TableHandle table, ScanRequest request) {
    throw new UnsupportedOperationException("planning lists no splits");
  }

  @Override
  public SplitReader open(
      TableHandle table, ScanRequest request, Split split, ReadContext context) {
    throw new UnsupportedOperationException("planning opens no file");
  }
}
