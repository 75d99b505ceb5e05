package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import org.apache.arrow.memory.BufferAllocator;

/// Finds the group of a row by its keys; groups are numbered from 0 in the order in which they
/// come. Used by one thread at a time.
interface GroupTable extends AutoCloseable {
  /// Number of groups.
  int size();

  /// Sets the group of every row, new where its keys are.
  void find(Column[] keys, RowGroups rows);

  /// The hash of a group's keys, see {@link KeyHash}.
  long hash(int group);

  /// Appends the key columns of the groups at `from` to `to` of `groups`. May run on many threads
  /// at once.
  void writeKeys(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output);

  /// Forgets all groups; keeps the memory.
  void clear();

  /// Bytes of memory held.
  long sizeInBytes();

  @Override
  void close();
}
