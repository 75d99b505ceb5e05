package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Groups by one key of at most 64 bits: hashed, or in an array where integers lie close together.
/// Hashes are not kept but computed again. NULL's group is in no slot. With a count and an exact
/// sum, which take 4 ns of it, a row costs 5 to 7 ns where there are 1,000 keys, 9 to 13 where a
/// million come in order, and 50 to 70 where they come at random: then it waits for memory
/// (`benchmarks/run Aggregation`).
final class SingleKeyTable implements GroupTable {
  private static final int NONE = -1;

  private final Type type;
  private final BufferAllocator state;
  private final long hashMask;
  private final BoundKeys bound;

  /// Per group its key.
  private final StateArray keys;

  private final HashSlots slots;

  /// Takes the place of the slots while keys lie close together.
  private @Nullable DirectSlots direct;

  private int size;
  private int nullGroup = NONE;

  /// @param hashMask bits of the hash to use: all, unless a test forces collisions
  SingleKeyTable(Type type, long hashMask, BufferAllocator state) {
    this.type = type;
    this.state = state;
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
      if (direct == null && !slots.hasRoom(size)) {
        enlarge();
      }
      if (direct != null) {
        from = findDirect(direct, bound.codes(), rows.groups(), from, count);
        if (from < count) {
          widen(bound.codes()[from]);
        }
      } else {
        from = findHashed(bound.codes(), rows.groups(), from, count);
      }
    }
  }

  @Override
  public void hash(Column[] columns, RowGroups rows, long[] hashes) {
    bound.bind(columns[0], rows);
    var codes = bound.codes();
    for (int i = 0, count = rows.count(); i < count; i++) {
      hashes[i] = bound.isNull(i) ? KeyHash.NULL & hashMask : hash(codes[i]);
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
    closeDirect();
  }

  @Override
  public long sizeInBytes() {
    return keys.sizeInBytes() + slots.sizeInBytes() + (direct == null ? 0 : direct.sizeInBytes());
  }

  @Override
  public void close() {
    keys.close();
    slots.close();
    closeDirect();
  }

  /// Finds groups until a key is outside the array; gives the position it came to.
  private int findDirect(DirectSlots array, long[] codes, int[] groups, int from, int count) {
    var memory = array.segment();
    var known = keys.segment();
    long least = array.least();
    long end = array.count();
    int made = size;
    boolean mayBeNull = bound.mayBeNull();
    int i = from;
    for (; i < count; i++) {
      if (mayBeNull && bound.isNull(i)) {
        made = makeNullGroup(known, made);
        groups[i] = nullGroup;
        continue;
      }
      long offset = codes[i] - least;
      if (offset < 0 || offset >= end) {
        break;
      }
      int entry = memory.get(INT, offset << 2);
      if (entry == 0) {
        known.set(LONG, (long) made << 3, codes[i]);
        entry = ++made;
        memory.set(INT, offset << 2, entry);
      }
      groups[i] = entry - 1;
    }
    size = made;
    return i;
  }

  /// Finds groups until the slots are too full for another one; gives the position it came to. The
  /// memory does not move inside this loop, so that it stays in registers.
  private int findHashed(long[] codes, int[] groups, int from, int count) {
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
        made = makeNullGroup(known, made);
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

  /// Gives the number of groups after NULL has one.
  private int makeNullGroup(MemorySegment known, int made) {
    if (nullGroup != NONE) {
      return made;
    }
    known.set(LONG, (long) made << 3, 0);
    nullGroup = made;
    return made + 1;
  }

  private long hash(long code) {
    return KeyHash.mix(code) & hashMask;
  }

  /// Goes over to an array where the keys lie close together, else doubles the slots.
  private void enlarge() {
    if (!bound.floating() && size > 0) {
      makeDirect(Long.MAX_VALUE, Long.MIN_VALUE);
    }
    if (direct == null) {
      slots.enlarge();
      putAll();
    }
  }

  /// Makes the array wide enough for another key, or goes back to hashing where it would be sparse.
  private void widen(long code) {
    makeDirect(code, code);
    if (direct == null) {
      while (!slots.hasRoom(size)) {
        slots.enlarge();
      }
      putAll();
    }
  }

  /// Leaves an array for all keys and those from `from` to `to`, or none when it does not pay.
  private void makeDirect(long from, long to) {
    long least = from;
    long greatest = to;
    var memory = keys.segment();
    for (int group = 0; group < size; group++) {
      if (group != nullGroup) {
        long key = memory.get(LONG, (long) group << 3);
        least = Math.min(least, key);
        greatest = Math.max(greatest, key);
      }
    }
    closeDirect();
    if (DirectSlots.pays(least, greatest, size)) {
      slots.close();
      direct = DirectSlots.of(state, least, greatest, memory, size, nullGroup);
    }
  }

  private void putAll() {
    for (int group = 0; group < size; group++) {
      if (group != nullGroup) {
        slots.put(hash(group), group);
      }
    }
  }

  private void closeDirect() {
    if (direct != null) {
      direct.close();
      direct = null;
    }
  }
}
