package dev.mutirao.connectors.parquet;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.SegmentInput;
import dev.mutirao.connectors.parquet.page.ThriftSize;
import dev.mutirao.connectors.source.ScanReport;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Util;

/// The split-block bloom filter of a column chunk: whether a value can be among its values. Only
/// the blocks that are asked for are read, 32 bytes each.
final class BloomFilter {
  private static final int HEADER_BYTES = 256;
  private static final int BLOCK_BYTES = 32;

  /// Fixed by the format.
  private static final int[] SALT = {
    0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
  };

  private final PinnedFile file;
  private final long blocksStart;
  private final long blocks;
  private final ScanReport report;

  private BloomFilter(PinnedFile file, long blocksStart, long blocks, ScanReport report) {
    this.file = file;
    this.blocksStart = blocksStart;
    this.blocks = blocks;
    this.report = report;
  }

  static boolean isPresent(ColumnMetaData chunk) {
    return chunk.isSetBloom_filter_offset();
  }

  /// Reads the header of a chunk's filter.
  ///
  /// @throws CorruptData when it cannot be one
  static BloomFilter open(PinnedFile file, ColumnMetaData chunk, ScanReport report) {
    long offset = chunk.getBloom_filter_offset();
    if (offset < 4 || offset >= file.size()) {
      throw new CorruptData("a bloom filter at byte " + offset);
    }
    try (var arena = Arena.ofConfined()) {
      var bytes = arena.allocate(Math.min(HEADER_BYTES, file.size() - offset));
      file.read(offset, bytes);
      report.bytesRead(bytes.byteSize());
      long length = ThriftSize.of(bytes, 0, bytes.byteSize());
      if (length == ThriftSize.INCOMPLETE) {
        throw new CorruptData("a bloom filter whose header does not end");
      }
      BloomFilterHeader header =
          Util.readBloomFilterHeader(new SegmentInput(bytes.asSlice(0, length)));
      long size = header.getNumBytes();
      if (size < BLOCK_BYTES || size % BLOCK_BYTES != 0 || size > file.size() - offset - length) {
        throw new CorruptData("a bloom filter of " + size + " bytes");
      }
      boolean known =
          header.getAlgorithm().isSetBLOCK()
              && header.getHash().isSetXXHASH()
              && header.getCompression().isSetUNCOMPRESSED();
      return new BloomFilter(file, offset + length, known ? size / BLOCK_BYTES : 0, report);
    } catch (IOException e) {
      throw new CorruptData("a bloom filter that cannot be read: " + e.getMessage(), e);
    }
  }

  /// Whether a value with this hash can be in the chunk; always so when the filter is of a kind not
  /// known.
  boolean mayContain(long hash) {
    if (blocks == 0) {
      return true;
    }
    long block = (hash >>> 32) * blocks >>> 32;
    try (var arena = Arena.ofConfined()) {
      var bytes = arena.allocate(BLOCK_BYTES);
      file.read(blocksStart + block * BLOCK_BYTES, bytes);
      report.bytesRead(BLOCK_BYTES);
      return isSet(bytes, (int) hash);
    }
  }

  private static boolean isSet(MemorySegment block, int key) {
    for (int i = 0; i < SALT.length; i++) {
      int bit = key * SALT[i] >>> 27;
      if ((block.get(INT, 4L * i) >>> bit & 1) == 0) {
        return false;
      }
    }
    return true;
  }
}
