package dev.mutirao.connectors.parquet.page;

import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.ScanReport;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/// Reads the pages of one column chunk of a flat column, one after the other. A page is announced
/// by its header first, so that it can be skipped without being decompressed.
public final class PageReader implements AutoCloseable {
  private static final int MAX_HEADER = 16 << 20;
  private static final int FIRST_HEADER = 512;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ChunkBytes chunk;
  private final CompressionCodec codec;
  private final boolean optional;
  private final Decompressor decompressor;
  private final BufferAllocator allocator;
  private long position;
  private @Nullable PageHeader header;
  private @Nullable ArrowBuf buffer;
  private MemorySegment decompressed = MemorySegment.NULL;

  /// Reads the bytes `[start, end)` of the file as pages.
  ///
  /// @param optional whether pages carry definition levels
  /// @param decompressor shared with other readers of the same thread, not closed here
  public PageReader(
      PinnedFile file,
      long start,
      long end,
      CompressionCodec codec,
      boolean optional,
      Decompressor decompressor,
      BufferAllocator allocator,
      ScanReport report) {
    this.chunk = new ChunkBytes(file, start, end, allocator, report);
    this.position = start;
    this.codec = codec;
    this.optional = optional;
    this.decompressor = decompressor;
    this.allocator = allocator;
  }

  /// Moves to the next page and gives its header; null at the end of the chunk. Index pages are
  /// passed over.
  public @Nullable PageHeader nextHeader() {
    header = null;
    while (position < chunk.end()) {
      var next = readHeader();
      if (next.getCompressed_page_size() < 0 || next.getUncompressed_page_size() < 0) {
        throw new CorruptData("a page of negative size");
      }
      if (next.getCompressed_page_size() > chunk.end() - position) {
        throw new CorruptData(
            "a page of "
                + next.getCompressed_page_size()
                + " bytes where "
                + (chunk.end() - position)
                + " are left in the column chunk");
      }
      if (next.getType() != PageType.INDEX_PAGE) {
        header = next;
        return next;
      }
      position += next.getCompressed_page_size();
    }
    return null;
  }

  /// Passes over the page that was announced.
  public void skip() {
    position += announced().getCompressed_page_size();
    header = null;
  }

  /// Goes on at a page's header elsewhere in the chunk.
  public void seek(long headerPosition) {
    position = headerPosition;
    header = null;
  }

  /// Reads the data page that was announced.
  public Page readData() {
    var announced = announced();
    return switch (announced.getType()) {
      case DATA_PAGE -> readV1(announced, announced.getData_page_header());
      case DATA_PAGE_V2 -> readV2(announced, announced.getData_page_header_v2());
      case DICTIONARY_PAGE, INDEX_PAGE ->
          throw new CorruptData("a " + announced.getType() + " among the data pages");
    };
  }

  /// Reads the dictionary page that was announced; its `rows` are the dictionary's values.
  public Page readDictionary() {
    var announced = announced();
    var dictionary = announced.getDictionary_page_header();
    if (dictionary == null || dictionary.getNum_values() < 0) {
      throw new CorruptData("a dictionary page without its header");
    }
    var encoding = dictionary.getEncoding();
    if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
      throw new CorruptData("a dictionary page in encoding " + encoding);
    }
    var body = body(announced, 0, codec != CompressionCodec.UNCOMPRESSED);
    return new Page(
        dictionary.getNum_values(), Encoding.PLAIN, null, body.bytes(), body.start(), body.end());
  }

  private PageHeader announced() {
    if (header == null) {
      throw new IllegalStateException("no page was announced");
    }
    return header;
  }

  private Page readV1(PageHeader announced, @Nullable DataPageHeader data) {
    if (data == null || data.getNum_values() < 0) {
      throw new CorruptData("a data page without its header");
    }
    var body = body(announced, 0, codec != CompressionCodec.UNCOMPRESSED);
    if (!optional) {
      return new Page(
          data.getNum_values(), data.getEncoding(), null, body.bytes(), body.start(), body.end());
    }
    long start = body.start();
    long length;
    boolean bitPacked = data.getDefinition_level_encoding() == Encoding.BIT_PACKED;
    if (bitPacked) {
      length = (data.getNum_values() + 7L) / 8;
    } else if (data.getDefinition_level_encoding() == Encoding.RLE) {
      if (body.end() - start < 4) {
        throw new CorruptData("a data page without definition levels");
      }
      length = Integer.toUnsignedLong(body.bytes().get(INT, start));
      start += 4;
    } else {
      throw new CorruptData("definition levels in encoding " + data.getDefinition_level_encoding());
    }
    if (length > body.end() - start) {
      throw new CorruptData(
          "definition levels of " + length + " bytes in a page of " + (body.end() - body.start()));
    }
    var levels = new Page.Levels(body.bytes(), start, start + length, bitPacked);
    return new Page(
        data.getNum_values(), data.getEncoding(), levels, body.bytes(), start + length, body.end());
  }

  private Page readV2(PageHeader announced, @Nullable DataPageHeaderV2 data) {
    if (data == null || data.getNum_values() < 0 || data.getNum_rows() != data.getNum_values()) {
      throw new CorruptData("a data page of version 2 whose rows and values disagree");
    }
    long repetition = data.getRepetition_levels_byte_length();
    long definition = data.getDefinition_levels_byte_length();
    long size =
        Math.min(announced.getCompressed_page_size(), announced.getUncompressed_page_size());
    if (repetition < 0 || definition < 0 || repetition + definition > size) {
      throw new CorruptData(
          "levels of " + (repetition + definition) + " bytes in a page of " + size);
    }
    boolean compressed =
        codec != CompressionCodec.UNCOMPRESSED
            && (!data.isSetIs_compressed() || data.isIs_compressed());
    var body = body(announced, repetition + definition, compressed);
    // Levels of version 2 are never compressed and stay in the window.
    long end =
        chunk.offset(position - announced.getCompressed_page_size() + repetition + definition);
    var levels = optional ? new Page.Levels(chunk.window(), end - definition, end, false) : null;
    return new Page(
        data.getNum_values(), data.getEncoding(), levels, body.bytes(), body.start(), body.end());
  }

  private record Body(MemorySegment bytes, long start, long end) {}

  /// The page's bytes behind the first `plain` ones, decompressed where they are compressed.
  private Body body(PageHeader announced, long plain, boolean compressed) {
    int size = announced.getCompressed_page_size();
    chunk.require(position, size);
    long start = chunk.offset(position);
    checkSum(announced, chunk.window().asSlice(start, size));
    position += size;
    header = null;
    if (!compressed) {
      if (size != announced.getUncompressed_page_size()) {
        throw new CorruptData("an uncompressed page with two sizes");
      }
      return new Body(chunk.window(), start + plain, start + size);
    }
    var source = chunk.window().asSlice(start + plain, size - plain);
    long target = announced.getUncompressed_page_size() - plain;
    if (target > 0) {
      decompress(source, target);
    }
    return new Body(decompressed, 0, target);
  }

  private void decompress(MemorySegment source, long size) {
    boolean impossible =
        size > Decompressor.mostExpansion(codec) * Math.max(64, source.byteSize())
            || codec == CompressionCodec.ZSTD && Decompressor.zstdSizeDiffers(source, size);
    if (impossible) {
      throw new CorruptData(
          "a page of " + source.byteSize() + " bytes cannot become " + size + " bytes by " + codec);
    }
    if (buffer == null || buffer.capacity() < size + ChunkBytes.PADDING) {
      release();
      buffer = allocator.buffer(size + ChunkBytes.PADDING);
      decompressed = Memory.segment(buffer);
    }
    decompressor.decompress(codec, source, decompressed.asSlice(0, size));
  }

  private static void checkSum(PageHeader announced, MemorySegment bytes) {
    if (announced.isSetCrc()) {
      var crc = new CRC32();
      crc.update(bytes.asByteBuffer());
      if ((int) crc.getValue() != announced.getCrc()) {
        throw new CorruptData("a page whose checksum is wrong");
      }
    }
  }

  private PageHeader readHeader() {
    long wanted = FIRST_HEADER;
    while (true) {
      long size = Math.min(wanted, chunk.end() - position);
      chunk.require(position, size);
      long start = chunk.offset(position);
      long limit = start + Math.min(chunk.available(position), MAX_HEADER);
      long length = ThriftSize.of(chunk.window(), start, limit);
      if (length != ThriftSize.INCOMPLETE) {
        position += length;
        return parse(chunk.window().asSlice(start, length));
      }
      if (size == chunk.end() - position || wanted >= MAX_HEADER) {
        throw new CorruptData("a page header that does not end");
      }
      wanted = Math.max(wanted, chunk.available(position)) * 4;
    }
  }

  private static PageHeader parse(MemorySegment bytes) {
    try {
      var parsed = Util.readPageHeader(new SegmentInput(bytes));
      if (parsed.getType() == null) {
        throw new CorruptData("a page of unknown type");
      }
      return parsed;
    } catch (IOException | RuntimeException e) {
      throw new CorruptData("a page header that cannot be read: " + e.getMessage(), e);
    }
  }

  private void release() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
      decompressed = MemorySegment.NULL;
    }
  }

  @Override
  public void close() {
    release();
    chunk.close();
  }
}
