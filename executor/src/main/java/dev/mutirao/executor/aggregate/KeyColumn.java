package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import org.apache.arrow.memory.BufferAllocator;

/// One key of the groups of a table, a value per group, and the batch's column that groups are
/// looked up by. Positions are those of the {@link RowGroups} last bound. NULL equals NULL, NaN
/// equals NaN, -0 equals 0.
interface KeyColumn extends AutoCloseable {
  /// Looks at the rows of another batch; the column must stay open until the next call.
  void bind(Column column, RowGroups rows);

  /// Mixes the keys at all positions into the hashes.
  void hash(long[] hashes, int count);

  /// Makes the keys at the first `count` of `positions` those of the groups from `group` on.
  void append(int group, int[] positions, int count);

  /// Whether the key at a position is that of a group.
  boolean equal(int position, int group);

  /// Moves the first `count` positions whose key is not that of their group to `different`, after
  /// the `differing` ones there; gives the number there then. The positions that stay move to the
  /// front.
  default int separate(int[] positions, int count, int[] groups, int[] different, int differing) {
    int kept = 0;
    int moved = differing;
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      if (equal(position, groups[position])) {
        positions[kept++] = position;
      } else {
        different[moved++] = position;
      }
    }
    return moved;
  }

  /// Appends the keys of the groups at `from` to `to` of `groups`. May run on many threads at once.
  void write(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output);

  /// Forgets all groups; keeps the memory.
  default void clear() {}

  /// Bytes of memory held.
  long sizeInBytes();

  @Override
  void close();
}
