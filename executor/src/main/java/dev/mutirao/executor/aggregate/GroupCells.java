package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.BufferAllocator;

/// One value per group, of any type, or NULL, which is what there is at first. Rows are bound
/// first; the methods with a row then take its place among them. Used by one thread; once nothing
/// changes, many may write columns.
interface GroupCells extends AutoCloseable {
  /// @param isKey whether values are compared as sort keys, where -0 equals 0, or so that no two
  ///   different ones are equal
  static GroupCells of(Type type, boolean isKey, BufferAllocator state) {
    return type.layout() == Layout.BYTES
        ? new BytesCells(type, state)
        : new FixedCells(type, isKey, state);
  }

  /// Makes room for groups below `groups`.
  void grow(int groups);

  /// The rows that the other methods are about.
  void bind(Column column, RowGroups rows);

  /// Whether row `i` is NULL.
  boolean isNull(int i);

  /// Whether the group has no value.
  boolean isGroupNull(int group);

  /// Compares row `i` with the group's value; neither is NULL.
  int compare(int i, int group);

  /// Makes the value of row `i`, NULL too, that of the group.
  void set(int i, int group);

  /// A column of the values of the groups at `from` to `to` of `groups`.
  Column write(int[] groups, int from, int to, BufferAllocator allocator);

  /// Forgets the groups below `groups`, which are all there are; keeps the memory.
  void clear(int groups);

  long sizeInBytes();

  @Override
  void close();
}
