package dev.mutirao.executor.tablefunction;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.executor.expression.ObjectLoop;
import dev.mutirao.executor.function.UserRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fetches rows of a user's function, a batch at a time. A batch has fewer rows where they come
/// slowly, so that none waits long for others, and no more than the query wants.
final class RowsReader implements SplitReader {
  private static final long PATIENCE_NANOS = Duration.ofMillis(50).toNanos();

  private final UserRows rows;
  private final List<ObjectLoop> values;
  private final ReadContext context;
  private long wanted;

  /// @param values of all columns
  RowsReader(UserRows rows, List<ObjectLoop> values, ScanRequest request, ReadContext context) {
    this.rows = rows;
    this.values = request.columns().stream().map(values::get).toList();
    this.context = context;
    this.wanted =
        request.predicates().isEmpty() ? request.limit().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
  }

  @Override
  public @Nullable Batch next() {
    var fetched = new Object[(int) Math.min(wanted, context.batchRows())];
    int count = 0;
    long began = System.nanoTime();
    while (count < fetched.length
        && (count == 0 || System.nanoTime() - began < PATIENCE_NANOS)
        && rows.hasNext()) {
      fetched[count++] = rows.next();
    }
    wanted -= count;
    return count == 0 ? null : batch(fetched, count);
  }

  private Batch batch(Object[] fetched, int count) {
    var columns = new ArrayList<Column>();
    try {
      for (var value : values) {
        columns.add(value.call(fetched, new Column[0], count, context.allocator()));
      }
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
