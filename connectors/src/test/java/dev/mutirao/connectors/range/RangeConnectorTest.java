package dev.mutirao.connectors.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ConnectorTester;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeConnectorTest {
  private static final ScanRequest ALL =
      new ScanRequest(List.of(0), List.of(), OptionalLong.empty());

  private final RangeConnector connector = new RangeConnector();

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0,1",
    "-3,5",
    "7,7",
    "9,3",
    "9223372036854775800,9223372036854775807",
    "0,2500000"
  })
  void rowsAreTheIntegersOfTheRange(long start, long end) {
    var description = describe(start, end);
    var expected = LongStream.range(start, end).boxed().toList();
    assertEquals(expected.size(), description.statistics().rows().getAsLong());
    assertEquals(expected, read(description, ALL, 8192));
  }

  @Test
  void batchesOfOneRowGiveTheSame() {
    assertEquals(List.of(-1L, 0L, 1L), read(describe(-1, 2), ALL, 1));
  }

  @Test
  void limitSavesSplits() {
    var limited = new ScanRequest(List.of(0), List.of(), OptionalLong.of(5));
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), read(describe(0, Long.MAX_VALUE), limited, 8192));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "100,1", "256,1", "10000,40", "300000,5120", "100000000,1048576"})
  void fewCostlyRowsAreManySplits(long rows, long most) {
    var costly = new ScanRequest(List.of(0), List.of(), OptionalLong.empty(), List.of(), true);
    var splits = connector.splits(describe(5, 5 + rows).handle(), costly);
    assertEquals(rows, splits.stream().mapToLong(Split::length).sum());
    assertEquals(most, splits.stream().mapToLong(Split::length).max().orElse(0));
    if (rows <= 300_000) {
      var expected = LongStream.range(5, 5 + rows).boxed().toList();
      assertEquals(expected, read(describe(5, 5 + rows), costly, 8192));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,9223372036854775807",
    "-9223372036854775808,-1",
    "-4611686018427387904,4611686018427387903",
    "0,1000000000000"
  })
  void manyRowsAreFewSplitsWithoutGaps(long start, long end) {
    var splits = connector.splits(describe(start, end).handle(), ALL);
    assertTrue(splits.size() <= RangeConnector.MOST_SPLITS, splits.size() + " splits");
    long next = start;
    for (var split : splits) {
      assertEquals(next, split.start());
      assertTrue(split.length() > 0 && split.bytes() > 0, split.toString());
      next += split.length();
    }
    assertEquals(end, next);
  }

  @Test
  void noColumnsStillCountRows() {
    var description = describe(0, 10);
    var none = new ScanRequest(List.of(), List.of(), OptionalLong.empty());
    try (var allocator = new RootAllocator();
        var reader =
            connector.open(
                description.handle(),
                none,
                connector.splits(description.handle(), none).getFirst(),
                new ReadContext(allocator, 8192, ScanReport.NONE));
        var batch = reader.next()) {
      assertEquals(10, batch.rows());
      assertEquals(0, batch.columnCount());
    }
  }

  @Test
  void wrongOptionsAreErrors() {
    for (var options :
        List.of(Map.of("end", "x"), Map.<String, String>of(), Map.of("end", "3", "step", "2"))) {
      var reference = new TableReference("", options, Optional.empty());
      var error =
          assertThrows(
              MutiraoException.class,
              () -> connector.describe(reference, new DescribeContext(new RootAllocator(), 1)));
      assertEquals(ErrorCode.INVALID_OPTION, error.code());
    }
  }

  @Test
  void valueIsNeverNull() {
    assertFalse(describe(0, 1).handle().schema().field(0).nullable());
    assertTrue(describe(0, 1).statistics().exact());
  }

  private TableDescription describe(long start, long end) {
    var options = Map.of("start", Long.toString(start), "end", Long.toString(end));
    try (var allocator = new RootAllocator()) {
      return connector.describe(
          new TableReference("", options, Optional.empty()), new DescribeContext(allocator, 1));
    }
  }

  private List<Long> read(TableDescription description, ScanRequest request, int batchRows) {
    return new ConnectorTester(connector)
        .rows(description.handle(), request, batchRows).stream()
            .map(row -> (Long) row.getFirst())
            .toList();
  }
}
