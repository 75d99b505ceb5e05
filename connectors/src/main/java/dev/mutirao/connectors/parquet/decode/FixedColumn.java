package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import dev.mutirao.connectors.parquet.page.PageReader;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Values of a fixed number of bytes. Dictionaries are looked up while decoding: an index takes as
/// much memory as most values.
final class FixedColumn extends ColumnReader {
  private final int width;
  private final Decoders decoders;
  private @Nullable ArrowBuf dictionaryBuffer;
  private @Nullable FixedDictionary dictionary;
  private @Nullable FixedDecoder decoder;
  private @Nullable ArrowBuf buffer;
  private MemorySegment values = MemorySegment.NULL;
  private int count;

  FixedColumn(StoredColumn column, PageReader pages, long rows, BufferAllocator allocator) {
    super(column, pages, rows, allocator);
    this.width = column.layout().width();
    this.decoders = new Decoders(column, allocator);
  }

  @Override
  void begin(int rows) {
    buffer = allocator.buffer((long) rows * width);
    values = Memory.segment(buffer);
    count = 0;
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
    long bytes = (long) size * width;
    dictionaryBuffer = allocator.buffer(Math.max(1, bytes));
    var exact = Memory.segment(dictionaryBuffer).asSlice(0, bytes);
    decoders.fixed(page).read(size, exact, 0);
    dictionary = new FixedDictionary(exact, width, size);
  }

  @Override
  void open(Page page) {
    if (!Decoders.isDictionary(page.encoding())) {
      decoder = decoders.fixed(page);
    } else if (dictionary == null) {
      throw new CorruptData("a dictionary-encoded page before any dictionary");
    } else {
      decoder = decoders.dictionaryFixed(page, dictionary);
    }
  }

  @Override
  void decode(int more) {
    if (more > 0) {
      decoder().read(more, values, (long) count * width);
      count += more;
    }
  }

  @Override
  void skipValues(int more) {
    decoder().skip(more);
  }

  private FixedDecoder decoder() {
    if (decoder == null) {
      throw new IllegalStateException("open comes first");
    }
    return decoder;
  }

  @Override
  Column finish(int rows, int valid, @Nullable ArrowBuf bitmap) {
    if (buffer == null) {
      throw new IllegalStateException("begin comes first");
    }
    if (bitmap != null) {
      Spread.fixed(values, width, Memory.segment(bitmap), rows, valid);
    }
    var finished = Column.fixed(column.type(), rows, bitmap, buffer);
    buffer = null;
    return finished;
  }

  @Override
  void abandon() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
  }

  @Override
  public void close() {
    super.close();
    decoders.close();
    if (dictionaryBuffer != null) {
      dictionaryBuffer.close();
      dictionaryBuffer = null;
    }
  }
}
