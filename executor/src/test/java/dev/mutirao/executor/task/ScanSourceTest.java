package dev.mutirao.executor.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.PlanNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanSourceTest {
  private static final Split SPLIT = new Split("", 0, 1, 0, 0, 1, Map.of());
  private static final TableHandle TABLE =
      new TableHandle("stubborn", "", new Schema(List.of()), Map.of());

  @Test
  void aReaderWhoseCloseFailsIsClosedOnce() {
    var connector = new Stubborn();
    var request = new ScanRequest(List.of(), List.of(), OptionalLong.empty());
    var scan = new PlanNode.Scan(0, TABLE, request, Optional.empty(), Optional.empty());
    var queue =
        new SplitQueue(
            (id, count) ->
                CompletableFuture.completedFuture(new SplitPortion(List.of(SPLIT), true)),
            0,
            SplitPortion.NOTHING_YET,
            1);
    try (var allocator = new RootAllocator()) {
      var context = new ReadContext(allocator, 10, ScanReport.NONE);
      var reader = new ScanSource(connector, scan, queue, context).open();
      try (var batch = reader.next()) {
        assertEquals(1, batch.rows());
      }
      assertThrows(IllegalStateException.class, reader::next);
      reader.close();
    }
    assertEquals(1, connector.closed);
  }

  /// One row, and then a reader that cannot be closed.
  private static final class Stubborn implements Connector {
    int closed;

    @Override
    public String name() {
      return "stubborn";
    }

    @Override
    public boolean claims(String fileName) {
      return false;
    }

    @Override
    public TableDescription describe(TableReference reference, DescribeContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Split> splits(TableHandle table, ScanRequest request) {
      return List.of(SPLIT);
    }

    @Override
    public SplitReader open(
        TableHandle table, ScanRequest request, Split split, ReadContext context) {
      return new SplitReader() {
        private boolean read;

        @Override
        public @Nullable Batch next() {
          if (read) {
            return null;
          }
          read = true;
          return new Batch(1, new Column[0]);
        }

        @Override
        public void close() {
          closed++;
          throw new IllegalStateException("it stays open");
        }
      };
    }
  }
}
