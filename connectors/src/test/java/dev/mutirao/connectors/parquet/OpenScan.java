package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/// A scan of a file's first split, step by step, so that a test can do something to the file in
/// between.
final class OpenScan implements AutoCloseable {
  private final RootAllocator allocator = new RootAllocator();
  private final ParquetConnector connector = new ParquetConnector();
  private final TableHandle table;
  private final ScanRequest request;
  private final Split split;
  private @Nullable SplitReader reader;

  private OpenScan(Path file) {
    var reference = new TableReference(file.toString(), Map.of(), Optional.empty());
    table = connector.describe(reference, new DescribeContext(allocator, 1)).handle();
    var all = IntStream.range(0, table.schema().size()).boxed().toList();
    request = new ScanRequest(all, List.of(), OptionalLong.empty());
    split = connector.splits(table, request).getFirst();
  }

  /// Describes the file and lists its splits.
  static OpenScan of(Path file) {
    return new OpenScan(file);
  }

  void open() {
    reader =
        connector.open(table, request, split, new ReadContext(allocator, 100, ScanReport.NONE));
  }

  @Nullable Batch next() {
    if (reader == null) {
      throw new IllegalStateException("open comes first");
    }
    return reader.next();
  }

  /// Reads to the end.
  void drain() {
    for (var batch = next(); batch != null; batch = next()) {
      batch.close();
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    assertEquals(0, allocator.getAllocatedMemory(), "Arrow memory left");
    allocator.close();
  }
}
