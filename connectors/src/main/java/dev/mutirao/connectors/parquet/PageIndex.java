package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.decode.StoredColumn;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.SegmentInput;
import dev.mutirao.connectors.parquet.page.ThriftSize;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ScanReport;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Util;

/// The pages of a column chunk: where each lies, and which rows it has.
///
/// @param rows rows of the row group
record PageIndex(List<PageLocation> pages, long rows) {
  /// No index is believed to be larger.
  private static final int MAX_BYTES = 64 << 20;

  PageIndex {
    pages = List.copyOf(pages);
  }

  /// Reads where a chunk's pages are; empty when the writer did not say.
  ///
  /// @throws CorruptData when pages are out of order, or outside their chunk
  static Optional<PageIndex> read(
      PinnedFile file, ColumnChunk chunk, long rows, ScanReport report) {
    if (!chunk.isSetOffset_index_offset() || !chunk.isSetOffset_index_length()) {
      return Optional.empty();
    }
    OffsetIndex index =
        read(
            file,
            chunk.getOffset_index_offset(),
            chunk.getOffset_index_length(),
            Util::readOffsetIndex,
            report);
    var pages = index.getPage_locations();
    long start = Footer.start(chunk);
    long end = start + chunk.getMeta_data().getTotal_compressed_size();
    for (int i = 0; i < pages.size(); i++) {
      long least = i == 0 ? 0 : pages.get(i - 1).getFirst_row_index() + 1;
      var page = pages.get(i);
      boolean sound = page.getFirst_row_index() >= least && page.getFirst_row_index() < rows;
      if (!sound
          || i == 0 && page.getFirst_row_index() != 0
          || page.getOffset() < start
          || page.getOffset() >= end) {
        throw new CorruptData("a page index whose page " + i + " is out of place");
      }
    }
    return pages.isEmpty() ? Optional.empty() : Optional.of(new PageIndex(pages, rows));
  }

  /// The rows of pages that can hold what the predicate wants; empty when the writer kept no
  /// bounds.
  Optional<RowRanges> mayMatch(
      PinnedFile file,
      ColumnChunk chunk,
      StoredColumn column,
      ColumnPredicate predicate,
      ScanReport report) {
    if (!chunk.isSetColumn_index_offset() || !chunk.isSetColumn_index_length()) {
      return Optional.empty();
    }
    ColumnIndex bounds =
        read(
            file,
            chunk.getColumn_index_offset(),
            chunk.getColumn_index_length(),
            Util::readColumnIndex,
            report);
    boolean sound =
        bounds.getNull_pagesSize() == pages.size()
            && bounds.getMin_valuesSize() == pages.size()
            && bounds.getMax_valuesSize() == pages.size()
            && (!bounds.isSetNull_counts() || bounds.getNull_countsSize() == pages.size())
            && (!bounds.isSetNan_counts() || bounds.getNan_countsSize() == pages.size());
    if (!sound) {
      throw new CorruptData("a page index whose parts have different lengths");
    }
    var ranges = new ArrayList<RowRanges.Range>();
    for (int i = 0; i < pages.size(); i++) {
      if (StoredBounds.ofPage(bounds, i, column, end(i) - start(i)).mayMatch(predicate)) {
        RowRanges.add(ranges, start(i), end(i));
      }
    }
    return Optional.of(new RowRanges(ranges));
  }

  long start(int page) {
    return pages.get(page).getFirst_row_index();
  }

  long end(int page) {
    return page + 1 < pages.size() ? start(page + 1) : rows;
  }

  /// The page that holds a row.
  int pageOf(long row) {
    int low = 0;
    int high = pages.size() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (start(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// Parses one structure from its bytes.
  private interface Parser<T> {
    T parse(InputStream in) throws IOException;
  }

  private static <T> T read(
      PinnedFile file, long offset, int length, Parser<T> parser, ScanReport report) {
    if (offset < 0 || length < 0 || length > MAX_BYTES || length > file.size() - offset) {
      throw new CorruptData("a page index of " + length + " bytes at byte " + offset);
    }
    try (var arena = Arena.ofConfined()) {
      var bytes = arena.allocate(Math.max(1, length)).asSlice(0, length);
      file.read(offset, bytes);
      report.bytesRead(length);
      if (ThriftSize.of(bytes, 0, length) == ThriftSize.INCOMPLETE) {
        throw new CorruptData("a page index that does not end");
      }
      return parser.parse(new SegmentInput(bytes));
    } catch (IOException e) {
      throw new CorruptData("a page index that cannot be read: " + e.getMessage(), e);
    }
  }
}
