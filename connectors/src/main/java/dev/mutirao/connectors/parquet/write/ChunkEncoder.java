package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.write.GrowingBytes;
import org.apache.arrow.memory.BufferAllocator;

/// Encodes the chunks of one column, one after the other: with a dictionary where values repeat,
/// else plainly. Used by one thread at a time.
interface ChunkEncoder extends AutoCloseable {
  /// Rows of a page, at most.
  int PAGE_ROWS = 20_480;

  /// After so many values it shows whether a dictionary pays.
  int SAMPLE = 4096;

  static ChunkEncoder of(WrittenColumn column, BufferAllocator allocator) {
    return column.isBytes()
        ? new BytesChunkEncoder(column, allocator)
        : new FixedChunkEncoder(column);
  }

  /// @param pages takes the pages
  /// @param page for one page while it is made
  EncodedChunk encode(ChunkRows rows, ChunkPages pages, GrowingBytes page);

  @Override
  void close();
}
