package dev.mutirao.executor.join;

import static dev.mutirao.connectors.batch.Column.BYTE;

import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The right side of a join: its rows, the table of its keys, and which rows have found a match.
/// Filled by the threads of the build pipeline; complete, and read by all threads of the probe
/// pipeline, after {@link #finish}.
final class BuildSide implements AutoCloseable {
  private static final byte DUPLICATE = 2;

  private final List<Integer> keys;
  private final List<ToldKeys> told;
  private final long hashBits;
  private final boolean tracksMatches;
  private final BufferAllocator state;
  private final RowStore store;
  private @Nullable JoinTable table;
  private List<ChunkedColumn> columns = List.of();
  private int[] chunkRows = {};
  private long rows;
  private boolean hasNullKey;
  private @Nullable ArrowBuf matches; // one byte per row id; racing threads all write 1
  private MemorySegment matched = MemorySegment.NULL;

  /// @param keys the key columns; none when rows are not looked up by key
  /// @param told what scans are told of the rows
  /// @param hashBits bits of a hash that are used
  /// @param tracksMatches whether rows without a match are wanted
  BuildSide(
      Schema schema,
      List<Integer> keys,
      List<ToldKeys> told,
      long hashBits,
      boolean tracksMatches,
      BufferAllocator state) {
    this.keys = keys;
    this.told = told;
    this.hashBits = hashBits;
    this.tracksMatches = tracksMatches;
    this.state = state;
    this.store = new RowStore(schema, state);
  }

  RowStore store() {
    return store;
  }

  /// All rows are in the store.
  void finish() {
    store.compact();
    columns = store.columns();
    chunkRows = IntStream.range(0, store.chunks()).map(store::rows).toArray();
    rows = store.rows();
    hasNullKey = keys.stream().anyMatch(key -> NullKeys.any(columns.get(key)));
    if (!keys.isEmpty()) {
      table = JoinTable.of(store, keys, hashBits, state);
    }
    for (var each : told) {
      each.keys().complete(store, each.column(), state);
    }
    if (tracksMatches) {
      matches = state.buffer(store.idLimit());
      matched = Memory.segment(matches);
      matched.fill((byte) 0);
    }
  }

  List<ChunkedColumn> columns() {
    return columns;
  }

  int chunks() {
    return chunkRows.length;
  }

  int rows(int chunk) {
    return chunkRows[chunk];
  }

  long rows() {
    return rows;
  }

  /// Whether a key of some row is NULL.
  boolean hasNullKey() {
    return hasNullKey;
  }

  JoinTable table() {
    if (table == null) {
      throw new IllegalStateException(
          "no table: the join has no keys or its right side is not complete");
    }
    return table;
  }

  void markMatched(int id) {
    matched.set(BYTE, id, (byte) 1);
  }

  boolean isMatched(int id) {
    return matched.get(BYTE, id) != 0;
  }

  void markAll() {
    matched.fill((byte) 1);
  }

  /// Marks the rows whose keys equal those of a marked row, where only the first row of each key
  /// has been marked. Every row is looked at once.
  void markDuplicates() {
    var duplicates = table == null ? null : table.duplicates();
    if (duplicates == null || duplicates.isEmpty()) {
      return;
    }
    for (int chunk = 0; chunk < chunkRows.length; chunk++) {
      for (int row = 0; row < chunkRows[chunk]; row++) {
        int first = RowId.of(chunk, row);
        if (matched.get(BYTE, first) == 1) {
          for (int id = first; (id = duplicates.after(id)) >= 0; ) {
            matched.set(BYTE, id, DUPLICATE);
          }
        }
      }
    }
  }

  /// Releases everything; further calls do nothing.
  @Override
  public synchronized void close() {
    if (table != null) {
      table.close();
      table = null;
    }
    if (matches != null) {
      matches.close();
      matches = null;
    }
    told.forEach(each -> each.keys().close());
    columns = List.of();
    store.close();
  }
}
