package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Numbers the distinct keys of rows from 0 in the order in which they come; NULL equals NULL. Used
/// by one thread at a time.
public final class RowNumbering implements AutoCloseable {
  private static final long WHOLE_HASH = -1;

  private final ManyKeysTable keys;
  private final RowGroups rows = new RowGroups();

  public RowNumbering(List<Type> types, BufferAllocator state) {
    this.keys = ManyKeysTable.of(types, WHOLE_HASH, state);
  }

  /// The number of every row.
  public int[] number(Column[] columns, int count) {
    rows.all(count);
    keys.find(columns, rows);
    return Arrays.copyOf(rows.groups(), count);
  }

  /// How many numbers were given.
  public int size() {
    return keys.size();
  }

  @Override
  public void close() {
    keys.close();
  }
}
