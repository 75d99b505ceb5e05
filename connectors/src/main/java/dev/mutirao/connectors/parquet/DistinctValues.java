package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.SegmentInput;
import dev.mutirao.connectors.parquet.page.ThriftSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.OptionalLong;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/// How many distinct values a chunk has: as its statistics say, else as many as its dictionary has
/// when every page uses it. Reads at most the first bytes of the chunk.
final class DistinctValues {
  private static final int HEADER_BYTES = 128;

  private DistinctValues() {}

  static OptionalLong of(PinnedFile file, ColumnChunk chunk) {
    var data = chunk.getMeta_data();
    if (data.getStatistics() != null && data.getStatistics().isSetDistinct_count()) {
      return OptionalLong.of(data.getStatistics().getDistinct_count());
    }
    boolean dictionary = data.isSetDictionary_page_offset() && data.getDictionary_page_offset() > 0;
    return dictionary && everyPageUsesIt(data.getEncoding_stats())
        ? dictionarySize(file, chunk)
        : OptionalLong.empty();
  }

  private static boolean everyPageUsesIt(List<PageEncodingStats> statistics) {
    return statistics != null
        && statistics.stream()
            .filter(page -> page.getPage_type() != PageType.DICTIONARY_PAGE)
            .allMatch(page ->
                page.getEncoding() == Encoding.RLE_DICTIONARY
                    || page.getEncoding() == Encoding.PLAIN_DICTIONARY);
  }

  /// A guess for the optimiser is no reason to fail: whoever reads the chunk says what is wrong
  /// with it.
  private static OptionalLong dictionarySize(PinnedFile file, ColumnChunk chunk) {
    long start = Footer.start(chunk);
    try (var arena = Arena.ofConfined()) {
      var bytes = arena.allocate(Math.min(HEADER_BYTES, file.size() - start));
      file.read(start, bytes);
      long length = ThriftSize.of(bytes, 0, bytes.byteSize());
      if (length == ThriftSize.INCOMPLETE) {
        return OptionalLong.empty();
      }
      var header = Util.readPageHeader(new SegmentInput(bytes.asSlice(0, length)));
      var dictionary = header.getDictionary_page_header();
      return dictionary == null
          ? OptionalLong.empty()
          : OptionalLong.of(dictionary.getNum_values());
    } catch (CorruptData | IOException e) {
      return OptionalLong.empty();
    }
  }
}
