package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.write.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// Encodes chunks of values of a fixed width: all of a chunk's values as `long`s, then a page at a
/// time. 128-bit values take two of them, the high half first. Used by one thread at a time.
final class FixedChunkEncoder implements ChunkEncoder {
  private final WrittenColumn column;
  private final int stride;
  private final LongDictionary dictionary = new LongDictionary();
  private long[] values = new long[0];
  private int[] numbers = new int[0];
  private boolean nan;

  FixedChunkEncoder(WrittenColumn column) {
    this.column = column;
    this.stride = column.type().layout() == Layout.INT128 ? 2 : 1;
  }

  @Override
  public EncodedChunk encode(ChunkRows rows, ChunkPages pages, GrowingBytes page) {
    flatten(rows);
    int count = rows.rows() - rows.nulls();
    nan = column.isFloating() && hasNan(count);
    boolean encoded = usesDictionary(count);
    if (encoded) {
      page.clear();
      for (int number = 0; number < dictionary.size(); number++) {
        plain(dictionary.entry(number), page);
      }
      pages.dictionary(page.segment().asSlice(0, page.size()), dictionary.size());
    }
    int done = 0;
    for (int from = 0; from < rows.rows(); from += PAGE_ROWS) {
      int to = Math.min(rows.rows(), from + PAGE_ROWS);
      int end = done + rows.values(from, to);
      page.clear();
      ChunkPages.levels(rows, from, to, page);
      if (encoded) {
        int width = RunWriter.width(dictionary.size());
        page.write(width);
        RunWriter.write(numbers, done, end, width, page);
      } else {
        plain(done, end, page);
      }
      pages.data(
          encoded ? Encoding.RLE_DICTIONARY : Encoding.PLAIN,
          to - from,
          to - from - (end - done),
          page.segment().asSlice(0, page.size()),
          bounds(done, end));
      done = end;
    }
    return pages.finish(bounds(0, count));
  }

  private boolean usesDictionary(int count) {
    if (stride == 2 || column.physical() == Type.BOOLEAN || count == 0) {
      return false;
    }
    if (numbers.length < count) {
      numbers = new int[count];
    }
    return dictionary.number(values, count, numbers, count / 4 + 16, SAMPLE);
  }

  private void flatten(ChunkRows rows) {
    int needed = stride * rows.rows();
    if (values.length < needed) {
      values = new long[needed];
    }
    int at = 0;
    for (var piece : rows.pieces()) {
      at = flatten(piece, at);
    }
  }

  private int flatten(ChunkRows.Piece piece, int start) {
    var column = piece.column();
    boolean encoded = column.isDictionary();
    var indices = column.values();
    var source = encoded ? column.dictionary().values() : indices;
    var validity = column.validity();
    if (column.layout().width() == Long.BYTES && !encoded && validity == null) {
      MemorySegment.copy(source, Column.LONG, 8L * piece.from(), values, start, piece.rows());
      return start + piece.rows();
    }
    int at = start;
    for (int row = piece.from(); row < piece.to(); row++) {
      if (validity != null && (validity.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1) == 0) {
        continue;
      }
      long index = encoded ? indices.getAtIndex(Column.INT, row) : row;
      switch (column.layout()) {
        case BIT -> values[at++] = bit(source, index);
        case INT8 -> values[at++] = source.get(Column.BYTE, index);
        case INT16 -> values[at++] = source.getAtIndex(Column.SHORT, index);
        case INT32, FLOAT32 -> values[at++] = source.getAtIndex(Column.INT, index);
        case INT64, FLOAT64 -> values[at++] = source.getAtIndex(Column.LONG, index);
        case INT128 -> {
          values[at++] = source.getAtIndex(Column.LONG, 2 * index + 1);
          values[at++] = source.getAtIndex(Column.LONG, 2 * index);
        }
        case BYTES -> throw new IllegalStateException("texts have an encoder of their own");
      }
    }
    return at;
  }

  private static int bit(MemorySegment bits, long index) {
    return bits.get(Column.BYTE, index >>> 3) >>> (index & 7) & 1;
  }

  private void plain(int from, int to, GrowingBytes page) {
    page.reserve((long) (to - from) * Long.BYTES * stride);
    if (column.physical() == Type.INT64 || column.physical() == Type.DOUBLE) {
      MemorySegment.copy(values, from, page.segment(), Column.LONG, page.size(), to - from);
      page.advance(8L * (to - from));
    } else if (column.physical() == Type.BOOLEAN) {
      bits(from, to, page);
    } else if (stride == 2) {
      for (int i = 2 * from; i < 2 * to; i++) {
        page.segment().set(Column.LONG, page.size(), Long.reverseBytes(values[i]));
        page.advance(Long.BYTES);
      }
    } else {
      var segment = page.segment();
      long at = page.size();
      for (int i = from; i < to; i++, at += Integer.BYTES) {
        segment.set(Column.INT, at, (int) values[i]);
      }
      page.advance(4L * (to - from));
    }
  }

  private void bits(int from, int to, GrowingBytes page) {
    for (int start = from; start < to; start += 8) {
      int pending = 0;
      for (int i = start; i < Math.min(to, start + 8); i++) {
        pending |= (int) values[i] << i - start;
      }
      page.write(pending);
    }
  }

  private void plain(long value, GrowingBytes page) {
    page.putInt((int) value);
    if (column.physical() == Type.INT64 || column.physical() == Type.DOUBLE) {
      page.putInt((int) (value >>> Integer.SIZE));
    }
  }

  private boolean hasNan(int count) {
    boolean found = false;
    if (column.physical() == Type.FLOAT) {
      for (int i = 0; i < count; i++) {
        found |= Float.isNaN(Float.intBitsToFloat((int) values[i]));
      }
    } else {
      for (int i = 0; i < count; i++) {
        found |= Double.isNaN(Double.longBitsToDouble(values[i]));
      }
    }
    return found;
  }

  /// Bounds of some values; null when there are none. A chunk with a NaN has none at all: readers
  /// disagree on where NaN belongs.
  private @Nullable Bounds bounds(int from, int to) {
    if (from == to || nan) {
      return null;
    }
    return switch (column.physical()) {
      case FLOAT -> floats(from, to);
      case DOUBLE -> doubles(from, to);
      case FIXED_LEN_BYTE_ARRAY -> wide(from, to);
      case BOOLEAN, INT32, INT64 -> integers(from, to);
      case INT96, BYTE_ARRAY -> throw new IllegalStateException("not of a fixed width");
    };
  }

  private Bounds integers(int from, int to) {
    long min = values[from];
    long max = min;
    for (int i = from + 1; i < to; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return Bounds.exact(stored(min), stored(max));
  }

  private byte[] stored(long value) {
    return switch (column.physical()) {
      case BOOLEAN -> new byte[] {(byte) value};
      case INT32 -> little(4).putInt((int) value).array();
      default -> little(8).putLong(value).array();
    };
  }

  /// Zero has two signs: the least is the negative one, the greatest the positive one.
  private Bounds doubles(int from, int to) {
    double min = Double.longBitsToDouble(values[from]);
    double max = min;
    for (int i = from + 1; i < to; i++) {
      double value = Double.longBitsToDouble(values[i]);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return Bounds.exact(
        little(8).putDouble(min == 0 ? -0.0 : min).array(),
        little(8).putDouble(max == 0 ? 0.0 : max).array());
  }

  private Bounds floats(int from, int to) {
    float min = Float.intBitsToFloat((int) values[from]);
    float max = min;
    for (int i = from + 1; i < to; i++) {
      float value = Float.intBitsToFloat((int) values[i]);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return Bounds.exact(
        little(4).putFloat(min == 0 ? -0.0f : min).array(),
        little(4).putFloat(max == 0 ? 0.0f : max).array());
  }

  private Bounds wide(int from, int to) {
    int min = 2 * from;
    int max = min;
    for (int i = 2 * from + 2; i < 2 * to; i += 2) {
      min = compareWide(i, min) < 0 ? i : min;
      max = compareWide(i, max) > 0 ? i : max;
    }
    return Bounds.exact(storedWide(min), storedWide(max));
  }

  private int compareWide(int left, int right) {
    int high = Long.compare(values[left], values[right]);
    return high != 0 ? high : Long.compareUnsigned(values[left + 1], values[right + 1]);
  }

  private byte[] storedWide(int at) {
    return ByteBuffer.allocate(WrittenColumn.WIDE_BYTES)
        .putLong(values[at])
        .putLong(values[at + 1])
        .array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {}
}
