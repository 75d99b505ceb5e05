package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.parquet.page.Compressor;
import dev.mutirao.connectors.write.GrowingBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/// Ends pages of one column chunk: compresses them, writes their headers, and notes where they are
/// and what is in them.
final class ChunkPages {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final WrittenColumn column;
  private final CompressionCodec codec;
  private final Compressor compressor;
  private final GrowingBytes out;
  private final GrowingBytes scratch;
  private final long start;
  private final OffsetIndex offsets = new OffsetIndex(new ArrayList<>());
  private final List<Boolean> nullPages = new ArrayList<>();
  private final List<ByteBuffer> mins = new ArrayList<>();
  private final List<ByteBuffer> maxs = new ArrayList<>();
  private final List<Long> nullCounts = new ArrayList<>();
  private final List<Encoding> encodings = new ArrayList<>(List.of(Encoding.RLE));
  private boolean bounded = true;
  private long dictionaryAt = -1;
  private long uncompressed;
  private long rows;
  private long nulls;

  /// @param out gets the pages
  /// @param scratch for what is compressed, empty between pages
  ChunkPages(
      WrittenColumn column,
      CompressionCodec codec,
      Compressor compressor,
      GrowingBytes out,
      GrowingBytes scratch) {
    this.column = column;
    this.codec = codec;
    this.compressor = compressor;
    this.out = out;
    this.scratch = scratch;
    this.start = out.size();
  }

  /// Writes the dictionary, before any data.
  void dictionary(MemorySegment plain, int entries) {
    dictionaryAt = out.size();
    encodings.add(Encoding.PLAIN);
    var header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
    header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    page(header, plain);
  }

  /// Writes levels and values of some rows.
  ///
  /// @param bounds null when there are none: no value, or one without order
  void data(
      Encoding encoding,
      int rows,
      int nulls,
      MemorySegment levelsAndValues,
      @Nullable Bounds bounds) {
    if (!encodings.contains(encoding)) {
      encodings.add(encoding);
    }
    var header = new PageHeader(PageType.DATA_PAGE, 0, 0);
    header.setData_page_header(new DataPageHeader(rows, encoding, Encoding.RLE, Encoding.RLE));
    long at = out.size();
    page(header, levelsAndValues);
    offsets.addToPage_locations(new PageLocation(at, (int) (out.size() - at), this.rows));
    boolean onlyNulls = nulls == rows;
    nullPages.add(onlyNulls);
    nullCounts.add((long) nulls);
    bounded &= onlyNulls || bounds != null && bounds.hasMax();
    mins.add(bounds == null ? NOTHING : ByteBuffer.wrap(bounds.min()));
    maxs.add(bounds == null || !bounds.hasMax() ? NOTHING : ByteBuffer.wrap(bounds.max()));
    this.rows += rows;
    this.nulls += nulls;
  }

  /// Writes the definition levels of some rows, as a page has them.
  static void levels(ChunkRows chunk, int from, int to, GrowingBytes page) {
    long lengthAt = page.size();
    page.putInt(0);
    if (chunk.defined() == null) {
      RunWriter.run(1, to - from, 1, page);
    } else {
      var levels = new int[to - from];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = chunk.defined()[from + i];
      }
      RunWriter.write(levels, 0, levels.length, 1, page);
    }
    page.segment().set(Column.INT, lengthAt, (int) (page.size() - lengthAt - Integer.BYTES));
  }

  /// @param bounds of the whole chunk; null when there are none
  EncodedChunk finish(@Nullable Bounds bounds) {
    var first = offsets.getPage_locations().getFirst().getOffset();
    var data =
        new ColumnMetaData(
            column.physical(),
            List.copyOf(encodings),
            List.of(column.name()),
            codec,
            rows,
            uncompressed,
            out.size() - start,
            first);
    if (dictionaryAt >= 0) {
      data.setDictionary_page_offset(dictionaryAt);
    }
    data.setStatistics(statistics(bounds));
    return new EncodedChunk(data, bounded ? columnIndex() : null, offsets);
  }

  private Statistics statistics(@Nullable Bounds bounds) {
    var statistics = new Statistics();
    statistics.setNull_count(nulls);
    if (bounds != null) {
      statistics.setMin_value(bounds.min());
      statistics.setIs_min_value_exact(bounds.minExact());
      if (bounds.hasMax()) {
        statistics.setMax_value(bounds.max());
        statistics.setIs_max_value_exact(bounds.maxExact());
      }
      if (column.isFloating()) {
        statistics.setNan_count(0);
      }
    }
    return statistics;
  }

  private ColumnIndex columnIndex() {
    var index = new ColumnIndex(nullPages, mins, maxs, BoundaryOrder.UNORDERED);
    index.setNull_counts(nullCounts);
    if (column.isFloating()) {
      index.setNan_counts(nullCounts.stream().map(count -> 0L).toList());
    }
    return index;
  }

  private void page(PageHeader header, MemorySegment body) {
    scratch.clear();
    compressor.compress(body, scratch);
    header.setUncompressed_page_size(Math.toIntExact(body.byteSize()));
    header.setCompressed_page_size(Math.toIntExact(scratch.size()));
    var crc = new CRC32();
    crc.update(scratch.segment().asSlice(0, scratch.size()).asByteBuffer());
    header.setCrc((int) crc.getValue());
    long before = out.size();
    try {
      Util.writePageHeader(header, out);
    } catch (IOException e) {
      throw EngineErrors.internal("a page header", e);
    }
    uncompressed += out.size() - before + body.byteSize();
    out.put(scratch.segment(), 0, scratch.size());
  }
}
