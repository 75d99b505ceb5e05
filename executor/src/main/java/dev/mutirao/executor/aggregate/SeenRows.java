package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import java.util.Arrays;
import java.util.List;

/// A set of rows that lets each pass once. NULL equals NULL. Used by one thread.
public final class SeenRows implements AutoCloseable {
  private static final long WHOLE_HASH = -1;

  private final ManyKeysTable rows;
  private final OperatorMemory memory;
  private final RowGroups lookup = new RowGroups();

  public SeenRows(List<Type> types, OperatorMemory memory) {
    this.rows = ManyKeysTable.of(types, WHOLE_HASH, memory.state());
    this.memory = memory;
  }

  /// The rows that were not given before, in their order. Takes the batch over.
  public Batch onlyNew(Batch batch) {
    try (batch) {
      var columns = new Column[batch.columnCount()];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = batch.column(i);
      }
      lookup.all(batch.rows());
      rows.find(columns, lookup);
      var fresh = Arrays.copyOf(rows.made(), rows.madeCount());
      Arrays.sort(fresh);
      return Gather.rows(batch, fresh, fresh.length, memory.batches());
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
