package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.csv.CsvConnector;
import dev.mutirao.connectors.parquet.ParquetConnector;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/// A column read from a file in the page cache, again from its beginning when it has ended.
final class ScanWork implements KernelWork {
  private final RootAllocator allocator = new RootAllocator();
  private final ReadContext context =
      new ReadContext(allocator, Batch.TARGET_ROWS, ScanReport.NONE);
  private final Connector connector;
  private final TableHandle table;
  private final ScanRequest request;
  private final List<Split> splits;
  private int split;
  private @Nullable SplitReader reader;
  private int owed;

  /// The values of every row.
  ScanWork(StoredValues values) throws IOException, SQLException {
    this(values, List.of(0));
  }

  /// @param columns 0, the values, or nothing, so that rows are counted only
  private ScanWork(StoredValues values, List<Integer> columns) throws IOException, SQLException {
    var file = Files.createTempFile("mutirao-kernel", values.isCsv() ? ".csv" : ".parquet");
    file.toFile().deleteOnExit();
    values.write(file);
    connector = values.isCsv() ? new CsvConnector() : new ParquetConnector();
    request = new ScanRequest(columns, List.of(), OptionalLong.empty());
    var declared =
        values.isCsv()
            ? Optional.of(Schema.of(Field.of("value", values.type())))
            : Optional.<Schema>empty();
    table =
        connector
            .describe(
                new TableReference(file.toString(), Map.of(), declared),
                new DescribeContext(allocator, 1))
            .handle();
    splits = connector.splits(table, request);
    check(values);
  }

  /// How many rows there are, without their values.
  static KernelWork counting(StoredValues values) throws IOException, SQLException {
    return new ScanWork(values, List.of());
  }

  /// Compares every row, in the order of the file.
  private void check(StoredValues values) {
    long row = 0;
    for (var batch = next(); batch != null; batch = next()) {
      for (int i = 0; i < batch.rows(); i++, row++) {
        if (batch.columnCount() > 0) {
          KernelWork.check("row " + row, Cells.literal(batch.column(0), i), values.of(row));
        }
      }
      batch.close();
    }
    KernelWork.check("rows", row, (long) StoredValues.ROWS);
  }

  /// The next rows of the file; null at its end, after which it begins again.
  private @Nullable Batch next() {
    while (true) {
      if (reader == null) {
        if (split == splits.size()) {
          split = 0;
          return null;
        }
        reader = connector.open(table, request, splits.get(split++), context);
      }
      var batch = reader.next();
      if (batch != null) {
        return batch;
      }
      reader.close();
      reader = null;
    }
  }

  @Override
  public int run() {
    for (owed += Batch.TARGET_ROWS; owed > 0; ) {
      try (var batch = next()) {
        owed -= batch == null ? 0 : batch.rows();
      }
    }
    return Batch.TARGET_ROWS;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    allocator.close();
  }
}
