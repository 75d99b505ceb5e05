package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnPredicate.Comparison;
import dev.mutirao.connectors.source.ColumnPredicate.In;
import dev.mutirao.connectors.source.ColumnPredicate.IsNotNull;
import dev.mutirao.connectors.source.ColumnPredicate.IsNull;
import dev.mutirao.connectors.source.ColumnPredicate.Operator;
import dev.mutirao.connectors.source.ColumnPredicate.StartsWith;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pruning leaves out rows, never one that is wanted. The files have 4000 rows in two row groups,
/// with page indexes over pages of 640 rows (of `holes`, 2688).
class PruningTest {
  private static final int SORTED = 0;
  private static final int TEXT = 1;
  private static final int FEW = 2;
  private static final int DOUBLE = 3;
  private static final int HOLES = 4;

  private static List<Long> sorted(String file, ColumnPredicate... predicates) {
    return ParquetTable.resource(file).column("sorted", predicates).stream()
        .map(Long.class::cast)
        .toList();
  }

  private static Literal integer(long value) {
    return new Literal(Type.Simple.INTEGER, value);
  }

  /// What remains holds all wanted rows, in order, and at most `most` rows.
  private static void assertKeeps(LongStream wanted, int most, ColumnPredicate... predicates) {
    var expected = wanted.boxed().toList();
    for (var file : List.of("page_index_v1.parquet", "page_index_v2.parquet")) {
      var kept = sorted(file, predicates);
      assertTrue(kept.containsAll(expected), "a wanted row is missing");
      assertTrue(
          kept.size() <= most,
          kept.size() + " rows are left of which " + expected.size() + " are wanted");
      assertEquals(kept.stream().sorted().toList(), kept);
    }
  }

  @Test
  void comparisonsKeepPagesThatMayMatch() {
    assertKeeps(LongStream.of(1234), 640, new Comparison(SORTED, Operator.EQUAL, Literal.of(1234)));
    assertKeeps(
        LongStream.range(0, 10), 640, new Comparison(SORTED, Operator.LESS, Literal.of(10)));
    assertKeeps(
        LongStream.range(0, 11),
        640,
        new Comparison(SORTED, Operator.LESS_OR_EQUAL, Literal.of(10)));
    assertKeeps(
        LongStream.range(3991, 4000),
        640,
        new Comparison(SORTED, Operator.GREATER, Literal.of(3990)));
    assertKeeps(
        LongStream.range(3990, 4000),
        640,
        new Comparison(SORTED, Operator.GREATER_OR_EQUAL, Literal.of(3990)));
    assertKeeps(
        LongStream.range(0, 4000), 4000, new Comparison(SORTED, Operator.NOT_EQUAL, Literal.of(7)));
  }

  @Test
  void rangesOfSeveralPredicatesMeet() {
    assertKeeps(
        LongStream.range(2500, 2600),
        1000,
        new Comparison(SORTED, Operator.GREATER_OR_EQUAL, Literal.of(2500)),
        new Comparison(SORTED, Operator.LESS, Literal.of(2600)));
    assertKeeps(
        LongStream.empty(),
        0,
        new Comparison(SORTED, Operator.LESS, Literal.of(100)),
        new Comparison(TEXT, Operator.GREATER, Literal.of("003900")));
  }

  @Test
  void textsArePrunedByTheirBytes() {
    assertKeeps(LongStream.of(77), 640, new Comparison(TEXT, Operator.EQUAL, Literal.of("000077")));
    assertKeeps(LongStream.range(1200, 1300), 1280, new StartsWith(TEXT, Literal.of("0012")));
    assertKeeps(LongStream.empty(), 0, new StartsWith(TEXT, Literal.of("9")));
    assertKeeps(
        LongStream.of(5, 3500),
        1280,
        new In(TEXT, List.of(Literal.of("000005"), Literal.of("003500"))));
  }

  @Test
  void nullsArePrunedByTheirNumber() {
    assertKeeps(LongStream.range(0, 2000), 2688, new IsNull(HOLES));
    assertKeeps(LongStream.range(2000, 4000), 4000, new IsNotNull(HOLES));
    assertKeeps(LongStream.of(2100), 2688, new Comparison(HOLES, Operator.EQUAL, integer(2100)));
    assertKeeps(LongStream.empty(), 0, new IsNull(SORTED));
  }

  @Test
  void aNanMayBeGreaterThanAnyUpperBound() {
    assertKeeps(
        LongStream.of(3999), 4000, new Comparison(DOUBLE, Operator.GREATER, Literal.of(1e9)));
    assertKeeps(LongStream.of(8), 640, new Comparison(DOUBLE, Operator.EQUAL, Literal.of(1.0)));
    assertKeeps(
        LongStream.range(0, 8), 640, new Comparison(DOUBLE, Operator.LESS, Literal.of(1.0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 8192})
  void allColumnsStayInStepWhenPagesAreSkipped(int batchRows) {
    for (var file : List.of("page_index_v1.parquet", "page_index_v2.parquet")) {
      var table = ParquetTable.resource(file).inBatchesOf(batchRows);
      var all = table.rows();
      var wanted =
          List.<ColumnPredicate>of(
              new In(
                  SORTED,
                  List.of(
                      Literal.of(130),
                      Literal.of(1500),
                      Literal.of(1501),
                      Literal.of(2999),
                      Literal.of(3700))));
      var kept =
          table.rows(
              new ScanRequest(
                  List.of(SORTED, TEXT, FEW, DOUBLE, HOLES), wanted, OptionalLong.empty()));
      assertTrue(kept.size() < 2500, "nothing was pruned");
      var expected = new ArrayList<List<Object>>();
      for (var row : kept) {
        expected.add(all.get(((Long) row.getFirst()).intValue()));
      }
      assertEquals(expected, kept);
    }
  }

  @Test
  void prunedRowsAreReported() {
    var pruned = new AtomicLong();
    var rows = new AtomicLong();
    var report =
        new ScanReport() {
          @Override
          public void bytesRead(long bytes) {}

          @Override
          public void rowsIgnored(long count, String example) {}

          @Override
          public void rowsPruned(long count) {
            pruned.addAndGet(count);
          }

          @Override
          public void rowsFiltered(long rows) {}
        };
    var request =
        new ScanRequest(
            List.of(),
            List.of(new Comparison(SORTED, Operator.EQUAL, Literal.of(1234))),
            OptionalLong.empty());
    ParquetTable.resource("page_index_v1.parquet")
        .scan(request, report, batch -> rows.addAndGet(batch.rows()));
    assertEquals(3000, pruned.get() + rows.get(), "the other row group is no split at all");
  }

  @Test
  void aLimitEndsTheScan() {
    var request = new ScanRequest(List.of(SORTED), List.of(), OptionalLong.of(5));
    assertEquals(5, ParquetTable.resource("page_index_v1.parquet").rows(request).size());
  }
}
