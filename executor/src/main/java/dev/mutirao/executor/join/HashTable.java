package dev.mutirao.executor.join;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.executor.row.RowHasher;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// An open hash table of 32-bit entries, at most half full: 0 is empty, else the low bits are a row
/// id plus 1 and the bits above it the salt, which are the top bits of the hash; a row is looked at
/// only when its salt agrees. Slots come from the low bits of the hash. Of 750,000 keys, 20 to 24
/// ns a row to build it, the copy of the row included (`benchmarks/run JoinProbe`).
final class HashTable implements JoinTable {
  private final List<ChunkedColumn> keys;
  private final long hashBits;
  private final int slotMask;
  private final int idBits;
  private final ArrowBuf buffer;
  private final MemorySegment slots;
  private final DuplicateChain duplicates;

  private HashTable(RowStore store, List<Integer> keys, long hashBits, BufferAllocator state) {
    this.keys = keys.stream().map(store::column).toList();
    this.hashBits = hashBits;
    this.slotMask =
        (int) Math.min(1L << 30, Math.max(16, Long.highestOneBit(store.rows()) << 2)) - 1;
    this.idBits = 32 - Integer.numberOfLeadingZeros(store.idLimit());
    this.buffer = state.buffer(4L * (slotMask + 1L));
    this.slots = Memory.segment(buffer);
    this.slots.fill((byte) 0);
    this.duplicates = new DuplicateChain(store.idLimit(), state);
  }

  static HashTable of(RowStore store, List<Integer> keys, long hashBits, BufferAllocator state) {
    var table = new HashTable(store, keys, hashBits, state);
    try (var hasher = new RowHasher(keys.stream().mapToInt(key -> key).toArray())) {
      var hashes = new long[RowId.CHUNK_ROWS];
      var present = new boolean[RowId.CHUNK_ROWS];
      for (int chunk = 0; chunk < store.chunks(); chunk++) {
        var batch = store.chunk(chunk);
        hasher.hash(batch, hashes);
        boolean nulls = NullKeys.find(batch, keys, present);
        for (int row = 0; row < batch.rows(); row++) {
          if (!nulls || present[row]) {
            table.insert(hashes[row] & hashBits, RowId.of(chunk, row));
          }
        }
      }
      return table;
    } catch (RuntimeException | Error failure) {
      table.close();
      throw failure;
    }
  }

  private void insert(long hash, int id) {
    int salt = salt(hash);
    int slot = slot(hash);
    for (int entry; (entry = entry(slot)) != 0; slot = slot + 1 & slotMask) {
      if (salt(entry) == salt && KeyEquality.same(keys, id(entry), id)) {
        duplicates.link(id(entry), id);
        return;
      }
    }
    slots.set(INT, 4L * slot, salt | id + 1);
  }

  /// The bits of an entry that come from its row's hash.
  int salt(long hash) {
    return idBits >= 32 ? 0 : (int) (hash >>> 32) & -1 << idBits;
  }

  private int salt(int entry) {
    return idBits >= 32 ? 0 : entry & -1 << idBits;
  }

  int slot(long hash) {
    return (int) hash & slotMask;
  }

  int slotAfter(int slot) {
    return slot + 1 & slotMask;
  }

  int entry(int slot) {
    return slots.get(INT, 4L * slot);
  }

  boolean hasSalt(int entry, int salt) {
    return salt(entry) == salt;
  }

  int id(int entry) {
    return (idBits >= 32 ? entry : entry & ~(-1 << idBits)) - 1;
  }

  List<ChunkedColumn> keys() {
    return keys;
  }

  long hashBits() {
    return hashBits;
  }

  @Override
  public Lookup lookup(List<Integer> keyColumns) {
    return new HashLookup(this, keyColumns);
  }

  @Override
  public DuplicateChain duplicates() {
    return duplicates;
  }

  @Override
  public void close() {
    duplicates.close();
    buffer.close();
  }
}
