package dev.mutirao.executor.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.testing.LiteralOrder;
import dev.mutirao.executor.testing.PipelineTester;
import dev.mutirao.executor.testing.RandomRows;
import dev.mutirao.executor.testing.RowCollector;
import dev.mutirao.executor.testing.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergeSourceTest {
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("k", Type.Simple.VARCHAR),
          Field.of("d", Type.Simple.DOUBLE),
          Field.of("id", Type.Simple.BIGINT));

  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    root.close();
  }

  @Test
  void orderedStreamsComeOutInOrder() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var keys =
          List.of(
              new SortKey(0, random.nextBoolean(), random.nextBoolean()),
              new SortKey(1, random.nextBoolean(), random.nextBoolean()));
      var all = new ArrayList<List<Literal>>();
      var streams = new ArrayList<BatchStream>();
      for (int stream = 0; stream < 1 + seed % 4; stream++) {
        var rows =
            new RandomRows(seed * 31L + stream, 6, 0.1)
                .rows(SCHEMA, random.nextInt(4) == 0 ? 0 : random.nextInt(300)).stream()
                    .sorted(LiteralOrder.of(keys))
                    .toList();
        all.addAll(rows);
        streams.add(new RowStream(rows, seed));
      }
      var merged = new RowCollector();
      PipelineTester.threads(2)
          .run(Sorting.merge(SCHEMA, keys, streams, root, 40), List.of(), merged);
      // Ties come in the order of the streams, so the whole order is known: it is that of a stable
      // sort.
      assertEquals(all.stream().sorted(LiteralOrder.of(keys)).toList(), merged.rows());
    }
  }

  @Test
  void nothingComesBeforeEveryStreamHasARow() {
    var keys = List.of(new SortKey(2, false, false));
    var rows = new RandomRows(1, 5, 0).rows(SCHEMA, 1);
    var late = new SilentStream();
    try (var source = Sorting.merge(SCHEMA, keys, List.of(new RowStream(rows, 1), late), root, 40);
        var reader = source.open()) {
      for (int attempt = 0; attempt < 3; attempt++) {
        assertNull(reader.next());
      }
      var ready = reader.ready();
      assertFalse(ready.isDone());
      late.finish();
      assertTrue(ready.isDone());
      try (var batch = reader.next()) {
        assertEquals(1, batch == null ? 0 : batch.rows());
      }
      assertTrue(reader.finished());
    }
  }

  @Test
  void aFailingStreamFailsTheMerge() {
    var rows = new RandomRows(1, 5, 0).rows(SCHEMA, 300);
    var failing = new RowStream(rows, 1);
    failing.failAfter = 1;
    var source =
        Sorting.merge(
            SCHEMA,
            List.of(new SortKey(2, false, false)),
            List.of(new RowStream(rows, 2), failing),
            root,
            10);
    assertThrows(
        RowSource.ExpectedFailure.class,
        () -> PipelineTester.threads(1).run(source, List.of(), new RowCollector()));
  }

  @Test
  void aReaderThatStopsEarlyClosesTheStreams() {
    var rows = new RandomRows(1, 5, 0).rows(SCHEMA, 300);
    var first = new RowStream(rows, 1);
    var second = new RowStream(rows, 2);
    var source =
        Sorting.merge(
            SCHEMA, List.of(new SortKey(2, false, false)), List.of(first, second), root, 10);
    PipelineTester.threads(1).run(source, List.of(), new RowCollector(25));
    assertTrue(first.closed);
    assertTrue(second.closed);
  }

  /// Gives rows in batches of a few, with pauses.
  private final class RowStream implements BatchStream {
    private final List<List<Literal>> rows;
    private final Random random;
    private int at;
    private int polls;
    private boolean closed;
    private int failAfter = Integer.MAX_VALUE;

    private RowStream(List<List<Literal>> rows, long seed) {
      this.rows = rows;
      this.random = new Random(seed);
    }

    @Override
    public @Nullable Batch poll() {
      if (polls++ % 3 == 0 || at == rows.size()) {
        return null;
      }
      if (polls > failAfter) {
        throw new RowSource.ExpectedFailure();
      }
      int from = at;
      at = Math.min(rows.size(), at + random.nextInt(30));
      return RowSource.batch(SCHEMA, rows.subList(from, at), root, random);
    }

    @Override
    public boolean finished() {
      return at == rows.size();
    }

    @Override
    public CompletableFuture<?> ready() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /// Has nothing to give and ends when it is told.
  private static final class SilentStream implements BatchStream {
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private void finish() {
      end.complete(null);
    }

    @Override
    public @Nullable Batch poll() {
      return null;
    }

    @Override
    public boolean finished() {
      return end.isDone();
    }

    @Override
    public CompletableFuture<?> ready() {
      return end;
    }

    @Override
    public void close() {}
  }
}
