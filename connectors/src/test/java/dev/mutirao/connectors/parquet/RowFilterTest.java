package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnPredicate.Comparison;
import dev.mutirao.connectors.source.ColumnPredicate.Operator;
import dev.mutirao.connectors.source.RowFilter;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.type.Literal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Filters leave out rows while they are read, never one that is wanted, and of all columns alike.
class RowFilterTest {
  /// Lets values pass that a condition holds for; counts who has it open.
  private record Chosen(
      int column,
      Predicate<@Nullable Object> condition,
      List<ColumnPredicate> predicates,
      AtomicInteger opened)
      implements RowFilter {
    Chosen(int column, Predicate<@Nullable Object> condition) {
      this(column, condition, List.of(), new AtomicInteger());
    }

    @Override
    public Picker open() {
      opened.incrementAndGet();
      return new Picker() {
        @Override
        public boolean isWorthIt() {
          return true;
        }

        @Override
        public int pick(Column values, int[] picked) {
          int count = 0;
          for (int row = 0; row < values.rows(); row++) {
            if (condition.test(ParquetTable.value(values, row))) {
              picked[count++] = row;
            }
          }
          return count;
        }

        @Override
        public void close() {
          opened.decrementAndGet();
        }
      };
    }
  }

  /// Counts rows that were left out.
  private static final class Filtered implements ScanReport {
    final AtomicLong rows = new AtomicLong();

    @Override
    public void bytesRead(long bytes) {}

    @Override
    public void rowsIgnored(long count, String example) {}

    @Override
    public void rowsPruned(long count) {}

    @Override
    public void rowsFiltered(long count) {
      rows.addAndGet(count);
    }
  }

  /// About one value in `part` passes, NULL never.
  private static Predicate<@Nullable Object> oneIn(int part, int seed) {
    return value -> value != null && Math.floorMod(value.hashCode() * 0x9E3779B9 + seed, part) == 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encodings_v1.parquet",
        "encodings_v1_nulls.parquet",
        "encodings_v2.parquet",
        "encodings_v2_nulls.parquet",
        "types.parquet",
        "types_plain.parquet",
        "dictionary_given_up.parquet",
        "page_index_v1.parquet",
        "page_index_v2.parquet",
        "codec_zstd_v2.parquet"
      })
  void whatIsLeftIsWhatPasses(String file) {
    var table = ParquetTable.resource(file);
    var all = table.rows();
    var random = new Random(42);
    int[] parts = {1, 2, 5, 30, 300, 1_000_000};
    for (int seed = 0; seed < 60; seed++) {
      var filters = new ArrayList<RowFilter>();
      Predicate<List<Object>> wanted = row -> true;
      for (int i = random.nextInt(3); i >= 0; i--) {
        int column = random.nextInt(all.getFirst().size());
        var condition = oneIn(parts[random.nextInt(parts.length)], seed + i);
        filters.add(new Chosen(column, condition));
        wanted = wanted.and(row -> condition.test(row.get(column)));
      }
      var report = new Filtered();
      var batchRows = new int[] {1, 100, 1000, 8192}[random.nextInt(4)];
      var left = table.inBatchesOf(batchRows).rows(report, filters);
      ParquetTable.assertSameRows(
          all.stream().filter(wanted).toList(), left.stream().filter(wanted).toList());
      assertEquals(all.size(), left.size() + report.rows.get());
      filters.forEach(filter -> assertEquals(0, ((Chosen) filter).opened().get()));
    }
  }

  @Test
  void rowsThatDoNotPassAreLeftOutWhereTheyAreMany() {
    var table = ParquetTable.resource("page_index_v1.parquet");
    var left =
        table.rows(new Filtered(), List.of(new Chosen(0, value -> (Long) value % 1000 == 7)));
    assertEquals(List.of(7L, 1007L, 2007L, 3007L), left.stream().map(List::getFirst).toList());
  }

  @Test
  void statisticsAreAskedBeforeRowsAreRead() {
    var asked = new AtomicLong();
    var filter =
        new Chosen(
            0,
            value -> {
              asked.incrementAndGet();
              return (Long) value >= 3900;
            },
            List.of(new Comparison(0, Operator.GREATER_OR_EQUAL, Literal.of(3900))),
            new AtomicInteger());
    var report = new Filtered();
    var left = ParquetTable.resource("page_index_v1.parquet").rows(report, List.of(filter));
    assertEquals(100, left.size());
    assertEquals(3900, report.rows.get());
    assertTrue(asked.get() <= 640, () -> asked.get() + " rows were read");
  }

  @Test
  void aFilterOfAPartitionColumnLeavesOutWholeFiles(@TempDir Path folder) {
    DuckDb.write(
        folder,
        "SELECT i, i % 5 AS part FROM range(1000) t(i)",
        "PARTITION_BY part, OVERWRITE_OR_IGNORE");
    var table = ParquetTable.of(folder);
    int part = table.names().indexOf("part");
    var report = new Filtered();
    var left = table.rows(report, List.of(new Chosen(part, value -> Objects.equals(value, 3L))));
    assertEquals(200, left.size());
    assertTrue(left.stream().allMatch(row -> row.get(part).equals(3L)));
    assertEquals(800, report.rows.get());
  }

  @Test
  void aFilterThatFailsLeavesNothingBehind() {
    var failing =
        new Chosen(
            0,
            value -> {
              if ((Long) value == 2500) {
                throw new IllegalStateException("no answer");
              }
              return (Long) value % 3 == 0;
            });
    var table = ParquetTable.resource("page_index_v2.parquet").inBatchesOf(100);
    assertThrows(IllegalStateException.class, () -> table.rows(new Filtered(), List.of(failing)));
    assertEquals(0, failing.opened().get());
  }
}
