package dev.mutirao.server.statement;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.write.StagedWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The answer of a statement that writes files: their number of rows, once they are in place. They
/// are put into place when the query has ended and its reader asks for that row; an answer that is
/// closed before leaves nothing behind.
final class WriteResult implements StatementResult {
  private static final long PATIENCE_SECONDS = 30;

  private final RunningQuery query;
  private final StagedWrite write;
  private final Consumer<List<String>> finish;
  private final BufferAllocator allocator;
  private final Rows rows;
  private final List<String> files = new ArrayList<>();
  private long written;
  private boolean committed;
  private boolean closed;

  /// Takes the query and the write over.
  ///
  /// @param finish puts the files into place and does what follows
  WriteResult(
      RunningQuery query,
      StagedWrite write,
      Consumer<List<String>> finish,
      BufferAllocator allocator) {
    this.query = query;
    this.write = write;
    this.finish = finish;
    this.allocator = allocator;
    this.rows = new Rows(query.results());
  }

  @Override
  public Schema schema() {
    return PlannedStatement.Write.ROWS;
  }

  @Override
  public BatchStream rows() {
    return rows;
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public Optional<String> notice() {
    return query.notice();
  }

  @Override
  public OptionalLong changedRows() {
    return committed ? OptionalLong.of(written) : OptionalLong.empty();
  }

  @Override
  public void cancel(String by) {
    query.cancel(by);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    rows.close();
    query.close();
    if (!committed) {
      // Nobody may write any more when the files are removed.
      query
          .ended()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .handle((state, late) -> state)
          .join();
      write.abandon();
    }
  }

  private final class Rows implements BatchStream {
    private final BatchStream names;
    private boolean finished;

    Rows(BatchStream names) {
      this.names = names;
    }

    @Override
    public @Nullable Batch poll() {
      if (finished) {
        return null;
      }
      for (var batch = names.poll(); batch != null; batch = names.poll()) {
        note(batch);
      }
      if (!names.finished()) {
        return null;
      }
      finish.accept(List.copyOf(files));
      committed = true;
      finished = true;
      return answer();
    }

    private void note(Batch named) {
      try (var batch = named) {
        for (int row = 0; row < batch.rows(); row++) {
          files.add((String) Cells.literal(batch.column(0), row).value());
          written += (Long) Cells.literal(batch.column(1), row).value();
        }
      }
    }

    private Batch answer() {
      var row = new PlanNode.Row(List.of(Literal.of(written)));
      try (var answer =
          new LiteralRows(
              new PlanNode.Values(PlannedStatement.Write.ROWS, List.of(row)), allocator)) {
        return answer.poll();
      }
    }

    @Override
    public boolean finished() {
      return finished;
    }

    @Override
    public CompletableFuture<?> ready() {
      return names.finished() ? CompletableFuture.completedFuture(null) : names.ready();
    }

    @Override
    public void close() {
      names.close();
    }
  }
}
