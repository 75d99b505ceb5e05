package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.batch.Utf8;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import dev.mutirao.connectors.parquet.page.PageReader;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Texts and byte strings. A batch whose pages all use the dictionary stays dictionary encoded, and
/// shares the chunk's dictionary; a batch with any other page is flat. In a dictionary 2.6 ns a
/// text, from the file in the page cache (`benchmarks/run Kernels PARQUET_DICTIONARY_TEXTS`).
final class BytesColumn extends ColumnReader {
  private static final int PIECE = 1024;

  private final Decoders decoders;
  private final BytesBuilder flat;
  private final Scratch piece;
  private @Nullable Column dictionary;
  private @Nullable RunReader runs;
  private @Nullable BytesDecoder decoder;
  private @Nullable ArrowBuf indicesBuffer;
  private MemorySegment indices = MemorySegment.NULL;
  private int indexCount;
  private boolean isFlat;
  private int batchRows;

  BytesColumn(StoredColumn column, PageReader pages, long rows, BufferAllocator allocator) {
    super(column, pages, rows, allocator);
    this.decoders = new Decoders(column, allocator);
    this.flat = new BytesBuilder(allocator);
    this.piece = new Scratch(allocator);
  }

  @Override
  void begin(int rows) {
    batchRows = rows;
    indexCount = 0;
    isFlat = false;
  }

  @Override
  void openDictionary(Page page) {
    int size = page.rows();
    long least = Math.max(1, column.storedWidth() == 0 ? 4 : column.storedWidth());
    if (size * least > page.valuesEnd() - page.valuesStart()) {
      throw new CorruptData(
          "a dictionary of "
              + size
              + " values in "
              + (page.valuesEnd() - page.valuesStart())
              + " bytes");
    }
    try (var builder = new BytesBuilder(allocator)) {
      builder.begin(size);
      decoders.bytes(page).read(size, builder);
      checkText(builder);
      dictionary = builder.finish(column.type(), size, null);
    }
  }

  @Override
  void open(Page page) {
    if (!Decoders.isDictionary(page.encoding())) {
      decoder = decoders.bytes(page);
      runs = null;
    } else if (dictionary == null) {
      throw new CorruptData("a dictionary-encoded page before any dictionary");
    } else {
      runs = Decoders.indexRuns(page);
      decoder = null;
    }
  }

  @Override
  void decode(int count) {
    if (count == 0) {
      return;
    }
    if (decoder != null) {
      flatten();
      decoder.read(count, flat);
    } else if (isFlat) {
      gather(count);
    } else {
      if (indicesBuffer == null) {
        indicesBuffer = allocator.buffer(4L * batchRows);
        indices = Memory.segment(indicesBuffer);
      }
      runs().read(count, indices, 4L * indexCount);
      checkIndices(indices, indexCount, count);
      indexCount += count;
    }
  }

  @Override
  void skipValues(int count) {
    if (decoder != null) {
      decoder.skip(count);
    } else {
      runs().skip(count);
    }
  }

  /// Goes over to a flat batch, with the values of the indices read so far.
  private void flatten() {
    if (!isFlat) {
      isFlat = true;
      flat.begin(batchRows);
      lookUp(indices, indexCount);
      releaseIndices();
    }
  }

  private void gather(int count) {
    var target = piece.ensure(4L * PIECE);
    for (int done = 0; done < count; done += PIECE) {
      int taken = Math.min(PIECE, count - done);
      runs().read(taken, target, 0);
      checkIndices(target, 0, taken);
      lookUp(target, taken);
    }
  }

  private void lookUp(MemorySegment from, int count) {
    for (int i = 0; i < count; i++) {
      long index = from.get(INT, 4L * i);
      int start = dictionary().offsets().get(INT, 4 * index);
      flat.append(
          dictionary().values(), start, dictionary().offsets().get(INT, 4 * index + 4) - start);
    }
  }

  private void checkIndices(MemorySegment segment, int start, int count) {
    int last = dictionary().rows() - 1;
    int wrong = 0; // negative when an index is, or is beyond the last
    for (int i = start; i < start + count; i++) {
      int index = segment.get(INT, 4L * i);
      wrong |= index | last - index;
    }
    if (wrong < 0) {
      throw beyondDictionary(segment, start, last);
    }
  }

  private static CorruptData beyondDictionary(MemorySegment segment, int start, int last) {
    int at = start;
    while (Integer.compareUnsigned(segment.get(INT, 4L * at), last) <= 0) {
      at++;
    }
    return new CorruptData(
        "index "
            + Integer.toUnsignedString(segment.get(INT, 4L * at))
            + " beyond the dictionary of "
            + (last + 1)
            + " values");
  }

  private RunReader runs() {
    if (runs == null) {
      throw new IllegalStateException("open comes first");
    }
    return runs;
  }

  private Column dictionary() {
    if (dictionary == null) {
      throw new IllegalStateException("a dictionary comes first");
    }
    return dictionary;
  }

  /// Texts are UTF-8, which the rest of the engine takes for granted, and no character reaches from
  /// one value into the next.
  private void checkText(BytesBuilder texts) {
    var bytes = texts.bytes();
    int end = (int) texts.size();
    if (column.type() != Type.Simple.VARCHAR || Utf8.isAscii(bytes, 0, end)) {
      return;
    }
    int wrong = Utf8.firstWrong(bytes, 0, end);
    for (int value = 0; wrong == end && value < texts.count(); value++) {
      int start = texts.offsets().get(Column.INT, 4L * value);
      if (start < end && (bytes.get(Column.BYTE, start) & 0xC0) == 0x80) {
        wrong = start;
      }
    }
    if (wrong < end) {
      throw new CorruptData("a text that is not UTF-8, near byte " + wrong + " of its batch");
    }
  }

  @Override
  Column finish(int rows, int values, @Nullable ArrowBuf bitmap) {
    if (!isFlat && indicesBuffer == null) {
      flatten(); // no value at all
    }
    if (isFlat) {
      checkText(flat);
      if (bitmap != null) {
        Spread.offsets(flat.offsets(), Memory.segment(bitmap), rows, values);
      }
      return flat.finish(column.type(), rows, bitmap);
    }
    if (bitmap != null) {
      Spread.indices(indices, Memory.segment(bitmap), rows, values);
    }
    var buffer = indicesBuffer;
    indicesBuffer = null;
    return Column.dictionary(
        rows, bitmap, java.util.Objects.requireNonNull(buffer), dictionary().share());
  }

  private void releaseIndices() {
    if (indicesBuffer != null) {
      indicesBuffer.close();
      indicesBuffer = null;
    }
  }

  @Override
  void abandon() {
    releaseIndices();
    flat.close();
  }

  @Override
  public void close() {
    super.close();
    decoders.close();
    piece.close();
    if (dictionary != null) {
      dictionary.close();
      dictionary = null;
    }
  }
}
