package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Finds the group of a row by its keys; groups are numbered from 0 in the order in which they
/// come. Used by one thread at a time.
interface GroupTable extends AutoCloseable {
  /// A table for keys of the types given, at least one.
  ///
  /// @param hashMask bits of the hash to use: all, unless a test forces collisions
  static GroupTable of(List<Type> keys, long hashMask, BufferAllocator state) {
    var first = keys.getFirst().layout();
    return keys.size() == 1 && first.fixedWidth() && first.width() <= 8
        ? new SingleKeyTable(keys.getFirst(), hashMask, state)
        : ManyKeysTable.of(keys, hashMask, state);
  }

  /// Number of groups.
  int size();

  /// Sets the group of every row, new where its keys are.
  void find(Column[] keys, RowGroups rows);

  /// Sets the hash of every row's keys, which is that of the row's group.
  void hash(Column[] keys, RowGroups rows, long[] hashes);

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
