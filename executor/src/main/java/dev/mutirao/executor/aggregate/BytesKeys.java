package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.ByteCopy;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.row.RowEquality;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// Keys of text or bytes, each as {@link TextWords}.
final class BytesKeys implements KeyColumn {
  private final Type type;

  /// Per group its two words.
  private final StateArray entries;

  /// The bytes of long values.
  private final StateArray bytes;

  private long used;

  /// Where the rows bound have their bytes, and the words of each.
  private MemorySegment values = MemorySegment.NULL;

  private long[] firsts = new long[0];
  private long[] seconds = new long[0];

  BytesKeys(Type type, BufferAllocator state) {
    this.type = type;
    this.entries = new StateArray(state);
    this.bytes = new StateArray(state);
  }

  @Override
  public void bind(Column column, RowGroups rows) {
    int count = rows.count();
    if (firsts.length < count) {
      firsts = new long[count];
      seconds = new long[count];
    }
    var flat = Vectors.flat(column);
    var offsets = flat.offsets();
    var from = flat.values();
    boolean nulls = column.mayHaveNulls();
    for (int i = 0; i < count; i++) {
      int row = rows.row(i);
      if (nulls && column.isNull(row)) {
        firsts[i] = TextWords.NULL;
        seconds[i] = 0;
        continue;
      }
      long cell = Vectors.cell(column, row);
      int start = offsets.get(INT, cell << 2);
      int length = offsets.get(INT, cell + 1 << 2) - start;
      firsts[i] = TextWords.first(from, start, length);
      seconds[i] = TextWords.second(from, start, length, start);
    }
    values = from;
  }

  @Override
  public void hash(long[] hashes, int count) {
    for (int i = 0; i < count; i++) {
      long first = firsts[i];
      long hash =
          TextWords.isLong(first)
              ? KeyHash.bytes(values, seconds[i], TextWords.length(first))
              : KeyHash.words(first, seconds[i]);
      hashes[i] = KeyHash.combine(hashes[i], hash);
    }
  }

  @Override
  public void append(int group, int[] positions, int count) {
    entries.reserve((long) (group + count) << 4);
    var memory = entries.segment();
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      long first = firsts[position];
      long at = (long) (group + i) << 4;
      memory.set(LONG, at, first);
      memory.set(
          LONG,
          at + 8,
          TextWords.isLong(first)
              ? keep(seconds[position], TextWords.length(first))
              : seconds[position]);
    }
  }

  @Override
  public boolean equal(int position, int group) {
    return equal(entries.segment(), position, group);
  }

  @Override
  public int separate(int[] positions, int count, int[] groups, int[] different, int differing) {
    var memory = entries.segment();
    int kept = 0;
    int moved = differing;
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      if (equal(memory, position, groups[position])) {
        positions[kept++] = position;
      } else {
        different[moved++] = position;
      }
    }
    return moved;
  }

  @Override
  public void write(int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = entries.segment();
    long total = 0;
    for (int i = from; i < to; i++) {
      total += Math.max(0, TextWords.length(memory.get(LONG, (long) groups[i] << 4)));
    }
    try (var writer = new BytesColumnWriter(allocator, type, to - from, total)) {
      for (int i = from; i < to; i++) {
        long at = (long) groups[i] << 4;
        long first = memory.get(LONG, at);
        int length = TextWords.length(first);
        if (length == TextWords.NULL_LENGTH) {
          writer.appendNull();
        } else if (TextWords.isLong(first)) {
          writer.append(bytes.segment(), memory.get(LONG, at + 8), length);
        } else {
          writer.append(memory, at + 4, length);
        }
      }
      output.add(writer.finish());
    }
  }

  @Override
  public void clear() {
    used = 0;
  }

  @Override
  public long sizeInBytes() {
    return entries.sizeInBytes() + bytes.sizeInBytes();
  }

  @Override
  public void close() {
    entries.close();
    bytes.close();
  }

  private boolean equal(MemorySegment memory, int position, int group) {
    long at = (long) group << 4;
    long first = firsts[position];
    if (memory.get(LONG, at) != first) {
      return false;
    }
    long second = memory.get(LONG, at + 8);
    return TextWords.isLong(first)
        ? RowEquality.sameBytes(
            values, seconds[position], bytes.segment(), second, TextWords.length(first))
        : second == seconds[position];
  }

  /// Copies a long value; gives its place.
  private long keep(long start, int length) {
    long place = used;
    bytes.reserve(used + length);
    ByteCopy.copy(values, start, bytes.segment(), place, length);
    used += length;
    return place;
  }
}
