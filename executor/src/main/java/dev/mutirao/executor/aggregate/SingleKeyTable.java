package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.BufferAllocator;

/// Groups by one key of at most 64 bits. Hashes are not kept but computed again. NULL's group is in
/// no slot.
final class SingleKeyTable implements GroupTable {
  private static final int NONE = -1;

  private final long hashMask;
  private final FixedKeys keys;
  private final HashSlots slots;
  private int size;
  private int nullGroup = NONE;

  /// @param hashMask bits of the hash to use: all, unless a test forces collisions
  SingleKeyTable(Type type, long hashMask, BufferAllocator state) {
    this.hashMask = hashMask;
    this.keys = new FixedKeys(type, state);
    this.slots = new HashSlots(state);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void find(Column[] columns, RowGroups rows) {
    keys.bind(columns[0], rows);
    var codes = keys.bound();
    var groups = rows.groups();
    boolean mayBeNull = keys.mayBeNull();
    int count = rows.count();
    int from = 0;
    while (from < count) {
      if (!slots.hasRoom(size)) {
        enlarge();
      }
      from = find(codes, groups, mayBeNull, from, count);
    }
  }

  @Override
  public long hash(int group) {
    return group == nullGroup ? KeyHash.NULL & hashMask : hash(keys.code(group));
  }

  @Override
  public void writeKeys(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    keys.write(groups, from, to, allocator, output);
  }

  @Override
  public void clear() {
    size = 0;
    nullGroup = NONE;
    keys.clear();
    slots.clear();
  }

  @Override
  public long sizeInBytes() {
    return keys.sizeInBytes() + slots.sizeInBytes();
  }

  @Override
  public void close() {
    keys.close();
    slots.close();
  }

  /// Finds groups until the slots are too full for another one; gives the position it came to.
  private int find(long[] codes, int[] groups, boolean mayBeNull, int from, int count) {
    var memory = slots.segment();
    var known = keys.codes();
    int mask = slots.mask();
    for (int i = from; i < count; i++) {
      if (mayBeNull && keys.isBoundNull(i)) {
        groups[i] = nullGroup();
        known = keys.codes();
        continue;
      }
      long code = codes[i];
      long hash = hash(code);
      int salt = HashSlots.salt(hash, mask);
      int slot = (int) hash & mask;
      while (true) {
        int entry = memory.get(INT, (long) slot << 2);
        if (entry == 0) {
          if (!slots.hasRoom(size)) {
            return i;
          }
          memory.set(INT, (long) slot << 2, salt | size + 1);
          keys.append(size, code, false);
          known = keys.codes();
          groups[i] = size++;
          break;
        }
        int group = (entry & mask) - 1;
        if ((entry & ~mask) == salt && known.get(LONG, (long) group << 3) == code) {
          groups[i] = group;
          break;
        }
        slot = slot + 1 & mask;
      }
    }
    return count;
  }

  private int nullGroup() {
    if (nullGroup == NONE) {
      keys.append(size, 0, true);
      nullGroup = size++;
    }
    return nullGroup;
  }

  private long hash(long code) {
    return keys.hash(code) & hashMask;
  }

  private void enlarge() {
    slots.enlarge();
    for (int group = 0; group < size; group++) {
      if (group != nullGroup) {
        slots.put(hash(group), group);
      }
    }
  }
}
