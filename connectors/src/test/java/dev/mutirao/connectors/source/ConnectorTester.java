package dev.mutirao.connectors.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;

/// Reads tables through a connector as a query would, and checks what every connector promises:
/// batches that are not empty, of the asked columns and types, and no memory left at the end.
public final class ConnectorTester {
  private final Connector connector;
  private final ScanReport report;

  public ConnectorTester(Connector connector) {
    this(connector, ScanReport.NONE);
  }

  public ConnectorTester(Connector connector, ScanReport report) {
    this.connector = connector;
    this.report = report;
  }

  public TableDescription describe(String location, Map<String, String> options) {
    return describe(new TableReference(location, options, Optional.empty()));
  }

  public TableDescription describe(TableReference reference) {
    try (var allocator = new RootAllocator()) {
      return connector.describe(reference, new DescribeContext(allocator, 2));
    }
  }

  public static ScanRequest all(Schema schema) {
    return columns(IntStream.range(0, schema.size()).boxed().toList());
  }

  public static ScanRequest columns(List<Integer> columns) {
    return new ScanRequest(columns, List.of(), OptionalLong.empty());
  }

  /// All rows of all splits in the order of the splits.
  public List<List<Object>> rows(TableHandle table, ScanRequest request, int batchRows) {
    var rows = new ArrayList<List<Object>>();
    for (var split : connector.splits(table, request)) {
      rows.addAll(rows(table, request, split, batchRows));
    }
    return rows;
  }

  public List<List<Object>> rows(
      TableHandle table, ScanRequest request, Split split, int batchRows) {
    var rows = new ArrayList<List<Object>>();
    try (var allocator = new RootAllocator();
        var reader =
            connector.open(table, request, split, new ReadContext(allocator, batchRows, report))) {
      while (true) {
        try (var batch = reader.next()) {
          if (batch == null) {
            return rows;
          }
          append(rows, batch, table.schema().select(request.columns()));
        }
      }
    }
  }

  /// Opens every split, takes `batches` batches of it and closes it; the allocator checks that
  /// nothing is left.
  public void closeAfter(int batches, TableHandle table, ScanRequest request) {
    for (var split : connector.splits(table, request)) {
      try (var allocator = new RootAllocator();
          var reader =
              connector.open(table, request, split, new ReadContext(allocator, 1, report))) {
        for (int i = 0; i < batches; i++) {
          var batch = reader.next();
          if (batch != null) {
            batch.close();
          }
        }
      }
    }
  }

  private static void append(List<List<Object>> rows, Batch batch, Schema schema) {
    assertTrue(batch.rows() > 0, "a batch is never empty");
    assertEquals(schema.size(), batch.columnCount());
    for (int i = 0; i < schema.size(); i++) {
      assertEquals(schema.type(i), batch.column(i).type());
    }
    for (int row = 0; row < batch.rows(); row++) {
      var cells = new ArrayList<>();
      for (int i = 0; i < batch.columnCount(); i++) {
        cells.add(ColumnValues.at(batch.column(i), row));
      }
      rows.add(cells);
    }
  }
}
