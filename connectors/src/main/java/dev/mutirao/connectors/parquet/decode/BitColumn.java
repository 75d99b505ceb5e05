package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import dev.mutirao.connectors.parquet.page.PageReader;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// Booleans: bits in PLAIN, runs of bits in RLE.
final class BitColumn extends ColumnReader {
  private @Nullable ArrowBuf buffer;
  private MemorySegment bits = MemorySegment.NULL;
  private int count;
  private @Nullable RunReader runs;
  private MemorySegment in = MemorySegment.NULL;
  private long bit;
  private long endBit;

  BitColumn(StoredColumn column, PageReader pages, long rows, BufferAllocator allocator) {
    super(column, pages, rows, allocator);
  }

  @Override
  void begin(int rows) {
    buffer = allocator.buffer(Memory.bitmapBytes(rows) + 16);
    bits = Memory.segment(buffer);
    count = 0;
  }

  @Override
  void openDictionary(Page page) {
    throw new CorruptData("a dictionary of booleans");
  }

  @Override
  void open(Page page) {
    in = page.bytes();
    bit = page.valuesStart() << 3;
    endBit = page.valuesEnd() << 3;
    if (page.encoding() == Encoding.PLAIN) {
      runs = null;
    } else if (page.encoding() == Encoding.RLE) {
      // The runs' length comes first.
      runs = new RunReader(in, page.valuesStart() + 4, page.valuesEnd(), 1);
    } else {
      throw new CorruptData(
          "a page in encoding " + page.encoding() + ", which BOOLEAN cannot have");
    }
  }

  @Override
  void decode(int values) {
    if (runs != null) {
      runs.readBits(values, bits, count);
    } else {
      Bits.copy(in, take(values), bits, count, values);
    }
    count += values;
  }

  @Override
  void skipValues(int values) {
    if (runs != null) {
      runs.skip(values);
    } else {
      take(values);
    }
  }

  private long take(int values) {
    if (values > endBit - bit) {
      throw new CorruptData("fewer values than its header says");
    }
    long start = bit;
    bit += values;
    return start;
  }

  @Override
  Column finish(int rows, int values, @Nullable ArrowBuf bitmap) {
    if (buffer == null) {
      throw new IllegalStateException("begin comes first");
    }
    if (bitmap != null) {
      Spread.bits(bits, Memory.segment(bitmap), rows, values);
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
}
