package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.executor.row.RowEquality;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.BufferAllocator;

/// Texts that groups keep, each with the bytes of its sort keys in front, one behind the other.
/// Filled by one thread; once {@link #order} was called many may read, each its own groups.
final class TextEntries implements AutoCloseable {
  /// Per entry where it starts (64 bits), the length with its keys (32 bits), and that of the keys.
  private static final int ENTRY = 16;

  private final StateArray entries;
  private final StateArray bytes;
  private final EntryGroups groups;

  /// The numbers of the entries in the order of groups; nothing while there is only group 0.
  private final StateArray ids;

  private long used;
  private boolean ordered; // guarded by this

  TextEntries(BufferAllocator state) {
    entries = new StateArray(state);
    bytes = new StateArray(state);
    groups = new EntryGroups(state);
    ids = new StateArray(state);
  }

  EntryGroups groups() {
    return groups;
  }

  /// Adds an entry to a group.
  void add(int group, byte[] keys, int keyLength, MemorySegment text, long from, int length) {
    long to = reserve(keyLength + length, keyLength);
    MemorySegment.copy(keys, 0, bytes.segment(), BYTE, to, keyLength);
    MemorySegment.copy(text, from, bytes.segment(), to + keyLength, length);
    groups.append(group, 1);
  }

  /// Adds an entry whose keys and text are in one place.
  void add(int group, MemorySegment memory, long from, int length, int keyLength) {
    long to = reserve(length, keyLength);
    MemorySegment.copy(memory, from, bytes.segment(), to, length);
    groups.append(group, 1);
  }

  /// Brings the entries of each group together, once.
  synchronized void order() {
    if (ordered) {
      return;
    }
    ordered = true;
    if (groups.count() > Integer.MAX_VALUE) {
      throw dev.mutirao.connectors.error.QueryErrors.notSupported(
          "an aggregate that keeps more than 2147483647 texts on one thread");
    }
    ids.reserve(groups.count() << 2);
    var target = ids.segment();
    if (groups.isOneGroup()) {
      for (long i = 0; i < groups.count(); i++) {
        target.set(INT, i << 2, (int) i);
      }
    } else {
      groups.order((entry, place) -> target.set(INT, place << 2, (int) entry));
    }
  }

  /// The entries of a group, in the order of arrival or, after {@link #sort}, their own.
  int[] ids(int group) {
    long start = groups.start(group);
    var copy = new int[Math.toIntExact(groups.end(group) - start)];
    MemorySegment.copy(
        ids.segment(), ValueLayout.JAVA_INT_UNALIGNED, start << 2, copy, 0, copy.length);
    return copy;
  }

  /// Sorts entries by their keys and then their text, ascending.
  void sort(int[] numbers) {
    ByteSort.sort(numbers, this);
  }

  /// The first eight bytes, keys first, as an unsigned number.
  long prefix(int entry) {
    long start = start(entry);
    int length = length(entry);
    if (length >= Long.BYTES) {
      return Long.reverseBytes(bytes.segment().get(LONG, start));
    }
    long prefix = 0;
    for (int i = 0; i < length; i++) {
      prefix |= (bytes.segment().get(BYTE, start + i) & 0xFFL) << 56 - 8 * i;
    }
    return prefix;
  }

  int compare(int left, int right) {
    return BytesOrder.compare(
        bytes.segment(), start(left), length(left), bytes.segment(), start(right), length(right));
  }

  /// Whether the texts are equal, whatever their keys are.
  boolean sameText(int left, int right) {
    int length = textLength(left);
    return length == textLength(right)
        && RowEquality.sameBytes(
            bytes.segment(), textStart(left), bytes.segment(), textStart(right), length);
  }

  /// The memory that entries are in.
  MemorySegment bytes() {
    return bytes.segment();
  }

  long start(int entry) {
    return entries.segment().get(LONG, (long) entry * ENTRY);
  }

  /// Bytes of the keys and the text.
  int length(int entry) {
    return entries.segment().get(INT, (long) entry * ENTRY + 8);
  }

  int keyLength(int entry) {
    return entries.segment().get(INT, (long) entry * ENTRY + 12);
  }

  long textStart(int entry) {
    return start(entry) + keyLength(entry);
  }

  int textLength(int entry) {
    return length(entry) - keyLength(entry);
  }

  /// Forgets all entries; keeps the memory.
  synchronized void clear() {
    groups.clear();
    used = 0;
    ordered = false;
  }

  long sizeInBytes() {
    return entries.sizeInBytes() + bytes.sizeInBytes() + groups.sizeInBytes() + ids.sizeInBytes();
  }

  @Override
  public void close() {
    entries.close();
    bytes.close();
    groups.close();
    ids.close();
  }

  /// Makes the next entry; gives where its bytes go.
  private long reserve(int length, int keyLength) {
    long entry = groups.count() * ENTRY;
    entries.reserve(entry + ENTRY);
    bytes.reserve(used + length);
    var memory = entries.segment();
    memory.set(LONG, entry, used);
    memory.set(INT, entry + 8, length);
    memory.set(INT, entry + 12, keyLength);
    long start = used;
    used += length;
    return start;
  }
}
