package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Groups by any keys. A batch is looked up by slots and salts first, without a look at the groups;
/// then keys are compared column by column, and the few rows whose group has the same salt but
/// other keys are looked up one by one. With a count and an exact sum, which take 4 ns of it, a row
/// costs 14 ns where there are six flat texts and 50 where there are 100,000 (`benchmarks/run
/// Aggregation`).
final class ManyKeysTable implements GroupTable {
  private final KeyColumn[] keys;
  private final long hashMask;
  private final HashSlots slots;

  /// Per group the hash of its keys.
  private final StateArray groupHashes;

  private int size;
  private long[] hashes = new long[0];

  /// Positions that made new groups in the last lookup.
  private int[] made = new int[0];

  private int madeCount;

  /// Positions whose keys must be compared, and positions whose keys differ.
  private int[] found = new int[0];

  private int foundCount;

  private int[] different = new int[0];

  /// @param hashMask bits of the hash to use: all, unless a test forces collisions
  ManyKeysTable(KeyColumn[] keys, long hashMask, BufferAllocator state) {
    this.keys = keys;
    this.hashMask = hashMask;
    this.slots = new HashSlots(state);
    this.groupHashes = new StateArray(state);
  }

  static ManyKeysTable of(List<Type> types, long hashMask, BufferAllocator state) {
    return new ManyKeysTable(
        types.stream().map(type -> keyColumn(type, state)).toArray(KeyColumn[]::new),
        hashMask,
        state);
  }

  static KeyColumn keyColumn(Type type, BufferAllocator state) {
    return switch (type.layout()) {
      case BIT, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> new FixedKeys(type, state);
      case INT128 -> new WideKeys(type, state);
      case BYTES -> new BytesKeys(type, state);
    };
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void find(Column[] columns, RowGroups rows) {
    bind(columns, rows);
    findBound(rows.groups(), rows.count());
  }

  @Override
  public void hash(Column[] columns, RowGroups rows, long[] target) {
    bind(columns, rows);
    hash(target, rows.count());
  }

  /// As {@link #find}, for keys that the caller has bound.
  void findBound(int[] groups, int count) {
    reserve(count);
    hash(hashes, count);
    madeCount = 0;
    int before = size;
    int candidates = findByHash(groups, count);
    int differing = 0;
    for (var key : keys) {
      key.append(before, made, madeCount);
    }
    for (var key : keys) {
      int now = key.separate(found, candidates, groups, different, differing);
      candidates -= now - differing;
      differing = now;
    }
    for (int i = 0; i < differing; i++) {
      groups[different[i]] = findByKeys(different[i]);
    }
  }

  /// The positions that made new groups in the last lookup, first {@link #madeCount} of the array.
  int[] made() {
    return made;
  }

  int madeCount() {
    return madeCount;
  }

  @Override
  public long hash(int group) {
    return groupHashes.segment().get(LONG, (long) group << 3);
  }

  @Override
  public void writeKeys(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    for (var key : keys) {
      key.write(groups, from, to, allocator, output);
    }
  }

  @Override
  public void clear() {
    size = 0;
    slots.clear();
    for (var key : keys) {
      key.clear();
    }
  }

  @Override
  public long sizeInBytes() {
    long bytes = slots.sizeInBytes() + groupHashes.sizeInBytes();
    for (var key : keys) {
      bytes += key.sizeInBytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    slots.close();
    groupHashes.close();
    for (var key : keys) {
      key.close();
    }
  }

  /// Gives every position a group of its slot and salt, made where there is none; `found` lists
  /// those that were there.
  private int findByHash(int[] groups, int count) {
    groupHashes.reserve((long) (size + count) << 3);
    foundCount = 0;
    int from = 0;
    while (from < count) {
      if (!slots.hasRoom(size)) {
        enlarge();
      }
      from = findByHash(groups, from, count);
    }
    return foundCount;
  }

  /// Goes on until the slots are too full for another group; gives the position it came to. The
  /// memory does not move inside this loop, so that it stays in registers.
  private int findByHash(int[] groups, int from, int count) {
    var memory = slots.segment();
    var known = groupHashes.segment();
    int mask = slots.mask();
    int limit = mask + 1 >>> 1;
    int next = size;
    int candidates = foundCount;
    int i = from;
    rows:
    for (; i < count; i++) {
      long hash = hashes[i];
      int salt = HashSlots.salt(hash, mask);
      int slot = (int) hash & mask;
      while (true) {
        int entry = memory.get(INT, (long) slot << 2);
        if (entry == 0) {
          if (next >= limit) {
            break rows;
          }
          memory.set(INT, (long) slot << 2, salt | next + 1);
          known.set(LONG, (long) next << 3, hash);
          made[madeCount++] = i;
          groups[i] = next++;
          break;
        }
        int group = (entry & mask) - 1;
        if ((entry & ~mask) == salt) {
          groups[i] = group;
          found[candidates++] = i;
          break;
        }
        slot = slot + 1 & mask;
      }
    }
    size = next;
    foundCount = candidates;
    return i;
  }

  private int findByKeys(int position) {
    if (!slots.hasRoom(size)) {
      enlarge();
    }
    long hash = hashes[position];
    var memory = slots.segment();
    int mask = slots.mask();
    int salt = HashSlots.salt(hash, mask);
    int slot = (int) hash & mask;
    while (true) {
      int entry = memory.get(INT, (long) slot << 2);
      if (entry == 0) {
        memory.set(INT, (long) slot << 2, salt | size + 1);
        for (var key : keys) {
          key.append(size, new int[] {position}, 1);
        }
        groupHashes.segment().set(LONG, (long) size << 3, hash);
        made[madeCount++] = position;
        return size++;
      }
      int group = (entry & mask) - 1;
      if ((entry & ~mask) == salt && hash(group) == hash && equal(position, group)) {
        return group;
      }
      slot = slot + 1 & mask;
    }
  }

  private boolean equal(int position, int group) {
    for (var key : keys) {
      if (!key.equal(position, group)) {
        return false;
      }
    }
    return true;
  }

  private void bind(Column[] columns, RowGroups rows) {
    for (int i = 0; i < keys.length; i++) {
      keys[i].bind(columns[i], rows);
    }
  }

  private void hash(long[] target, int count) {
    Arrays.fill(target, 0, count, 0);
    for (var key : keys) {
      key.hash(target, count);
    }
    for (int i = 0; i < count; i++) {
      target[i] &= hashMask;
    }
  }

  private void enlarge() {
    slots.enlarge();
    for (int group = 0; group < size; group++) {
      slots.put(hash(group), group);
    }
  }

  private void reserve(int count) {
    if (hashes.length < count) {
      hashes = new long[count];
      made = new int[count];
      found = new int[count];
      different = new int[count];
    }
  }
}
