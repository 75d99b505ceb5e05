package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.RowFilter;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/// Parquet files read through the connector's interface, every value as a Java object. Checks that
/// all memory is released, whatever happens.
record ParquetTable(String location, int batchRows, Map<String, String> options) {
  static ParquetTable of(Path file) {
    return new ParquetTable(file.toString(), Batch.TARGET_ROWS, Map.of());
  }

  static ParquetTable resource(String name) {
    var url = ParquetTable.class.getResource("/parquet/" + name);
    if (url == null) {
      throw new IllegalArgumentException("no resource " + name);
    }
    return of(Path.of(url.getPath()));
  }

  ParquetTable inBatchesOf(int rows) {
    return new ParquetTable(location, rows, options);
  }

  /// Compares row by row, so that a failure shows one row and not all.
  static void assertSameRows(List<List<Object>> expected, List<List<Object>> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      int row = i;
      assertEquals(expected.get(i), actual.get(i), () -> "row " + row);
    }
    assertEquals(expected.size(), actual.size(), "number of rows");
  }

  TableDescription describe() {
    try (var allocator = new RootAllocator()) {
      var reference = new TableReference(location, options, Optional.empty());
      return new ParquetConnector().describe(reference, new DescribeContext(allocator, 2));
    }
  }

  List<String> types() {
    return describe().handle().schema().fields().stream().map(field -> field.type().sql()).toList();
  }

  List<String> names() {
    return describe().handle().schema().fields().stream().map(field -> field.name()).toList();
  }

  /// All rows of all columns.
  List<List<Object>> rows() {
    var all = IntStream.range(0, describe().handle().schema().size()).boxed().toList();
    return rows(new ScanRequest(all, List.of(), OptionalLong.empty()));
  }

  /// All rows of some columns.
  List<List<Object>> rows(String... columns) {
    var names = names();
    var indices = List.of(columns).stream().map(names::indexOf).toList();
    return rows(new ScanRequest(indices, List.of(), OptionalLong.empty()));
  }

  /// All values of one column.
  List<Object> column(String name) {
    return rows(name).stream().map(List::getFirst).toList();
  }

  /// What pruning by predicates leaves of one column.
  List<Object> column(String name, ColumnPredicate... predicates) {
    var request =
        new ScanRequest(List.of(names().indexOf(name)), List.of(predicates), OptionalLong.empty());
    return rows(request).stream().map(List::getFirst).toList();
  }

  List<List<Object>> rows(ScanRequest request) {
    var rows = new ArrayList<List<Object>>();
    scan(request, ScanReport.NONE, batch -> append(batch, rows));
    return rows;
  }

  void scan(ScanRequest request, ScanReport report, Consumer<Batch> consumer) {
    scan(request, report, List.of(), consumer);
  }

  /// What filters leave of all rows of all columns.
  List<List<Object>> rows(ScanReport report, List<RowFilter> filters) {
    var all = IntStream.range(0, describe().handle().schema().size()).boxed().toList();
    var rows = new ArrayList<List<Object>>();
    var request = new ScanRequest(all, List.of(), OptionalLong.empty());
    scan(request, report, filters, batch -> append(batch, rows));
    return rows;
  }

  private void scan(
      ScanRequest request, ScanReport report, List<RowFilter> filters, Consumer<Batch> consumer) {
    try (var allocator = new RootAllocator()) {
      var connector = new ParquetConnector();
      var reference = new TableReference(location, options, Optional.empty());
      var table = connector.describe(reference, new DescribeContext(allocator, 2)).handle();
      try {
        for (var split : connector.splits(table, request)) {
          try (var reader =
              connector.open(
                  table, request, split, new ReadContext(allocator, batchRows, report, filters))) {
            for (var batch = reader.next(); batch != null; batch = reader.next()) {
              try (var owned = batch) {
                consumer.accept(owned);
              }
            }
          }
        }
      } finally {
        assertEquals(0, allocator.getAllocatedMemory(), "Arrow memory left");
      }
    }
  }

  private static void append(Batch batch, List<List<Object>> rows) {
    for (int row = 0; row < batch.rows(); row++) {
      var values = new ArrayList<Object>();
      for (int column = 0; column < batch.columnCount(); column++) {
        values.add(value(batch.column(column), row));
      }
      rows.add(values);
    }
  }

  static @Nullable Object value(Column column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    if (column.isDictionary()) {
      return value(column.dictionary(), column.values().get(Column.INT, 4L * row));
    }
    var values = column.values();
    return switch (column.layout()) {
      case BIT -> (values.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
      case INT8 -> (long) values.get(Column.BYTE, row);
      case INT16 -> (long) values.get(Column.SHORT, 2L * row);
      case INT32 -> typed(column.type(), values.get(Column.INT, 4L * row));
      case INT64 -> typed(column.type(), values.get(Column.LONG, 8L * row));
      case FLOAT32 -> (double) values.get(Column.FLOAT, 4L * row);
      case FLOAT64 -> values.get(Column.DOUBLE, 8L * row);
      case INT128 -> {
        var low = new BigInteger(Long.toUnsignedString(values.get(Column.LONG, 16L * row)));
        var high = BigInteger.valueOf(values.get(Column.LONG, 16L * row + 8)).shiftLeft(64);
        yield new BigDecimal(high.add(low), ((Type.Decimal) column.type()).scale());
      }
      case BYTES -> {
        int start = column.offsets().get(Column.INT, 4L * row);
        var bytes = new byte[column.offsets().get(Column.INT, 4L * row + 4) - start];
        java.lang.foreign.MemorySegment.copy(values, Column.BYTE, start, bytes, 0, bytes.length);
        yield column.type() == Type.Simple.VARCHAR
            ? new String(bytes, StandardCharsets.UTF_8)
            : HexFormat.of().formatHex(bytes);
      }
    };
  }

  private static Object typed(Type type, long value) {
    return switch (type) {
      case Type.Decimal(int precision, int scale) -> BigDecimal.valueOf(value, scale);
      case Type.Simple simple ->
          switch (simple) {
            case DATE -> LocalDate.ofEpochDay(value);
            case TIME -> LocalTime.MIDNIGHT.plus(value, ChronoUnit.MICROS);
            case TIMESTAMP ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(value, ChronoUnit.MICROS);
            case INSTANT -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            default -> value;
          };
    };
  }
}
