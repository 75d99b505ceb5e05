package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import org.apache.arrow.memory.BufferAllocator;

/// Which group each of many entries belongs to: a log in the order of arrival, which is put into
/// the order of groups once, when somebody first reads. No memory per group until then, and none
/// per entry while all belong to group 0.
final class EntryGroups implements AutoCloseable {
  /// The group of each entry; nothing while there is only group 0.
  private final StateArray groups;

  /// Where the entries of each group begin, once they are in order.
  private final StateArray starts;

  private long count;
  private boolean onlyFirst = true;
  private int groupCount;

  EntryGroups(BufferAllocator state) {
    this.groups = new StateArray(state);
    this.starts = new StateArray(state);
  }

  void grow(int size) {
    groupCount = Math.max(groupCount, size);
  }

  /// Entries so far.
  long count() {
    return count;
  }

  /// Whether all entries belong to group 0, so that {@link #order} moves none.
  boolean isOneGroup() {
    return onlyFirst;
  }

  /// One entry for each row.
  void append(RowGroups rows) {
    if (!rows.single()) {
      splitUp();
      groups.reserve(count + rows.count() << 2);
      var memory = groups.segment();
      for (int i = 0; i < rows.count(); i++) {
        memory.set(INT, count + i << 2, rows.groups()[i]);
      }
    } else if (!onlyFirst) {
      append(0, rows.count());
      return;
    }
    count += rows.count();
  }

  /// So many entries for one group.
  void append(int group, long entries) {
    if (group != 0) {
      splitUp();
    }
    if (!onlyFirst) {
      groups.reserve(count + entries << 2);
      var memory = groups.segment();
      for (long i = count; i < count + entries; i++) {
        memory.set(INT, i << 2, group);
      }
    }
    count += entries;
  }

  /// Puts entries into the order of groups; among those of a group the order stays.
  ///
  /// @param move is told of every entry, in order, and the place that it takes
  void order(EntryMove move) {
    if (onlyFirst) {
      return;
    }
    starts.reserve((long) groupCount + 2 << 3);
    starts.zero((long) groupCount + 2 << 3);
    var places = starts.segment();
    var memory = groups.segment();
    for (long i = 0; i < count; i++) {
      long at = (long) memory.get(INT, i << 2) + 2 << 3;
      places.set(LONG, at, places.get(LONG, at) + 1);
    }
    for (int group = 0; group <= groupCount; group++) {
      long at = (long) group + 1 << 3;
      places.set(LONG, at, places.get(LONG, at) + places.get(LONG, at - 8));
    }
    for (long i = 0; i < count; i++) {
      long at = (long) memory.get(INT, i << 2) + 1 << 3;
      long place = places.get(LONG, at);
      places.set(LONG, at, place + 1);
      move.move(i, place);
    }
    groups.close();
  }

  /// The first entry of a group; {@link #order} was called.
  long start(int group) {
    return onlyFirst ? group == 0 ? 0 : count : starts.segment().get(LONG, (long) group << 3);
  }

  /// The entry after the last of a group.
  long end(int group) {
    return onlyFirst ? count : starts.segment().get(LONG, (long) group + 1 << 3);
  }

  /// Forgets all entries.
  void clear() {
    count = 0;
    onlyFirst = true;
    groupCount = 0;
  }

  long sizeInBytes() {
    return groups.sizeInBytes() + starts.sizeInBytes();
  }

  @Override
  public void close() {
    groups.close();
    starts.close();
  }

  private void splitUp() {
    if (onlyFirst) {
      onlyFirst = false;
      groups.reserve(count << 2);
      groups.zero(count << 2);
    }
  }

  /// Where an entry goes.
  interface EntryMove {
    void move(long entry, long place);
  }
}
