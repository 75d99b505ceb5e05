package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.memory.BufferAllocator;

/// Groups by one key of at most 64 bits. Hashes are not kept but computed again. NULL's group is in no slot.
final class SingleKeyTable implements GroupTable {
  private static final int NONE = -1;

  private final Type type;
  private final long hashMask;
  private final BoundKeys bound;
  /// Per group its key.
  private final StateArray keys;

  private final HashSlots slots;
  private int size;
  private int nullGroup = NONE;

  /// @param hashMask bits of the hash to use: all, unless a test forces collisions
  SingleKeyTable(Type type, long hashMask, BufferAllocator state) {
    this.type = type;
    this.hashMask = hashMask;
    this.bound = new BoundKeys(type);
    this.keys = new StateArray(state);
    this.slots = new HashSlots(state);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void find(Column[] columns, RowGroups rows) {
    bound.bind(columns[0], rows);
    int count = rows.count();
    keys.reserve((long) (size + count) << 3);
    int from = 0;
    while (from < count) {
      if (!slots.hasRoom(size)) {
        enlarge();
      }
      from = find(bound.codes(), rows.groups(), from, count);
    }
  }

  @Override
  public long hash(int group) {
    return group == nullGroup
        ? KeyHash.NULL & hashMask
        : hash(keys.segment().get(LONG, (long) group << 3));
  }

  @Override
  public void writeKeys(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = keys.segment();
    try (var writer = new FixedColumnWriter(allocator, type, to - from)) {
      for (int i = from; i < to; i++) {
        writer.set(i - from, memory.get(LONG, (long) groups[i] << 3));
        if (groups[i] == nullGroup) {
          writer.setNull(i - from);
        }
      }
      output.add(writer.finish());
    }
  }

  @Override
  public void clear() {
    size = 0;
    nullGroup = NONE;
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

  /// Finds groups until the slots are too full for another one; gives the position it came to. The memory does not move
  /// inside this loop, so that it stays in registers.
  private int find(long[] codes, int[] groups, int from, int count) {
    var memory = slots.segment();
    var known = keys.segment();
    int mask = slots.mask();
    int limit = mask + 1 >>> 1;
    int made = size;
    boolean mayBeNull = bound.mayBeNull();
    int i = from;
    rows:
    for (; i < count; i++) {
      if (mayBeNull && bound.isNull(i)) {
        if (nullGroup == NONE) {
          known.set(LONG, (long) made << 3, 0);
          nullGroup = made++;
        }
        groups[i] = nullGroup;
        continue;
      }
      long code = codes[i];
      long hash = hash(code);
      int salt = HashSlots.salt(hash, mask);
      int slot = (int) hash & mask;
      while (true) {
        int entry = memory.get(INT, (long) slot << 2);
        if (entry == 0) {
          if (made >= limit) {
            break rows;
          }
          memory.set(INT, (long) slot << 2, salt | made + 1);
          known.set(LONG, (long) made << 3, code);
          groups[i] = made++;
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
    size = made;
    return i;
  }

  private long hash(long code) {
    return (bound.floating() ? KeyHash.mix(code) : KeyHash.neighbourly(code)) & hashMask;
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
