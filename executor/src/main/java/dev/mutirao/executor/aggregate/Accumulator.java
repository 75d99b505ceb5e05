package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.plan.AggregateCall;
import org.apache.arrow.memory.BufferAllocator;

/// The states of one aggregate for the groups of one table, numbered from 0. Whatever the order of
/// additions and merges, the result has the same bits. Used by one thread at a time.
public interface Accumulator extends AutoCloseable {
  /// Makes room for groups below `groups`; groups that were not there before are empty.
  void grow(int groups);

  /// Adds rows, on all of which no argument is NULL.
  void add(RowGroups rows, Column[] arguments);

  /// Adds states that {@link #writeState} wrote; `rows` may name each of them any number of times.
  void merge(RowGroups rows, Column[] state);

  /// Appends the state columns of the groups at `from` to `to` of `groups`, of the types of {@link
  /// AggregateFunctions#stateTypes}. Does not change the accumulator and may run on many threads at
  /// once.
  void writeState(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output);

  /// Appends the result column of the groups at `from` to `to` of `groups` for a call that this
  /// accumulator serves. Does not change the accumulator and may run on many threads at once.
  void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output);

  /// Forgets the groups below `groups`, which are all there are; keeps the memory.
  void clear(int groups);

  /// Bytes of memory held.
  long sizeInBytes();

  @Override
  void close();
}
