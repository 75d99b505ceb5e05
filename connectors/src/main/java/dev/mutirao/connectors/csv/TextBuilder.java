package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.batch.Utf8;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Text columns: dictionary encoded as long as few values are distinct, else flat. The choice is
/// made per batch and never goes back to a dictionary. A file of one column of texts of 20 bytes,
/// all different, costs 40 ns a row in all (`benchmarks/run Kernels CSV_TEXTS`).
final class TextBuilder extends ColumnBuilder {
  private static final int MAX_DISTINCT = 1 << 14;
  private static final int ENOUGH_ROWS = 1024;
  private static final long NON_ASCII = 0x8080808080808080L;

  private final boolean text;
  private @Nullable TextDictionary dictionary = new TextDictionary();
  private long rowsSoFar;
  private @Nullable ArrowBuf first; // indices, or offsets
  private @Nullable ArrowBuf data; // of a flat column
  private MemorySegment firstSegment = MemorySegment.NULL;
  private MemorySegment dataSegment = MemorySegment.NULL;
  private int used; // bytes of data
  private long expected; // bytes of data in the next batch

  TextBuilder(Type type, int capacity, BufferAllocator allocator) {
    super(type, capacity, allocator);
    this.text = type == Simple.VARCHAR;
    this.expected = 16L * capacity;
  }

  @Override
  int append(MemorySegment bytes, Fields fields) {
    if (first == null) {
      begin();
    }
    int failed = dictionary != null ? indices(dictionary, bytes, fields) : flat(bytes, fields);
    rows += fields.count;
    return failed;
  }

  private void begin() {
    if (dictionary != null) {
      boolean manyDistinct = rowsSoFar >= ENOUGH_ROWS && dictionary.size() > rowsSoFar / 4;
      if (manyDistinct || dictionary.size() > MAX_DISTINCT) {
        dictionary.close();
        dictionary = null;
      }
    }
    first = allocator.buffer(4L * (capacity + 1));
    firstSegment = Memory.segment(first);
    if (dictionary == null) {
      firstSegment.set(Column.INT, 0, 0);
      data = allocator.buffer(expected + 8);
      dataSegment = Memory.segment(data);
      used = 0;
    }
  }

  private int indices(TextDictionary dictionary, MemorySegment bytes, Fields fields) {
    for (int i = 0; i < fields.count; i++) {
      int to = fields.to[i];
      int index = 0;
      if (to == Fields.NULL) {
        setNull(rows + i);
      } else {
        index = dictionary.indexOf(bytes, fields.from[i], to, text);
        if (index == TextDictionary.INVALID) {
          return i;
        }
      }
      firstSegment.set(Column.INT, 4L * (rows + i), index);
    }
    return -1;
  }

  private int flat(MemorySegment bytes, Fields fields) {
    reserve(fields);
    int at = used;
    for (int i = 0; i < fields.count; i++) {
      int from = fields.from[i];
      int to = fields.to[i];
      if (to == Fields.NULL) {
        setNull(rows + i);
      } else {
        long bits = copy(bytes, from, to, at);
        if ((bits & NON_ASCII) != 0 && text && Utf8.firstWrong(bytes, from, to) < to) {
          return i;
        }
        at += to - from;
      }
      firstSegment.set(Column.INT, 4L * (rows + i + 1), at);
    }
    used = at;
    return -1;
  }

  /// Copies whole words, so up to seven bytes too many; returns the bits of all bytes of the field.
  private long copy(MemorySegment bytes, int from, int to, int at) {
    long bits = 0;
    int source = from;
    int target = at;
    for (; to - source > 8; source += 8, target += 8) {
      long word = bytes.get(Column.LONG, source);
      dataSegment.set(Column.LONG, target, word);
      bits |= word;
    }
    if (to > source) {
      long word = bytes.get(Column.LONG, source);
      dataSegment.set(Column.LONG, target, word);
      bits |= word << 8 * (8 - (to - source));
    }
    return bits;
  }

  private void reserve(Fields fields) {
    long needed = (long) used + 8;
    for (int i = 0; i < fields.count; i++) {
      needed += Math.max(0, fields.to[i] - fields.from[i]);
    }
    if (needed > dataSegment.byteSize()) {
      var grown = allocator.buffer(Math.max(needed, 2 * dataSegment.byteSize()));
      MemorySegment.copy(dataSegment, 0, Memory.segment(grown), 0, used);
      data.close();
      data = grown;
      dataSegment = Memory.segment(grown);
    }
  }

  /// Bytes of text that the current batch holds, dictionaries apart.
  int dataBytes() {
    return used;
  }

  @Override
  Column finish() {
    Column column;
    if (dictionary != null) {
      if (dictionary.size() == 0) {
        dictionary.indexOf(
            Memory.segment(first), 0, 0, false); // all are NULL, whose indices must lead somewhere
      }
      column = Column.dictionary(rows, takeValidity(), first, dictionary.column(type, allocator));
    } else {
      column = Column.bytes(type, rows, takeValidity(), first, data);
      expected = Math.max(16, used + used / 8L);
    }
    rowsSoFar += rows;
    first = null;
    data = null;
    used = 0;
    rows = 0;
    return column;
  }

  @Override
  public void close() {
    super.close();
    if (dictionary != null) {
      dictionary.close();
    }
    if (first != null) {
      first.close();
      first = null;
    }
    if (data != null) {
      data.close();
      data = null;
    }
  }
}
