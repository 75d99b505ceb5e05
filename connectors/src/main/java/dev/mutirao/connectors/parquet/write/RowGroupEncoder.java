package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.parquet.page.Compressor;
import dev.mutirao.connectors.write.GrowingBytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Encodes row groups one after the other. Used by one thread at a time.
final class RowGroupEncoder implements AutoCloseable {
  private final List<WrittenColumn> columns;
  private final WriteSettings settings;
  private final Compressor compressor;
  private final List<ChunkEncoder> encoders = new ArrayList<>();
  private final List<GrowingBytes> buffers = new ArrayList<>();
  private final GrowingBytes out;
  private final GrowingBytes page;
  private final GrowingBytes scratch;

  RowGroupEncoder(List<WrittenColumn> columns, WriteSettings settings, BufferAllocator allocator) {
    this.columns = columns;
    this.settings = settings;
    this.compressor = new Compressor(settings.codec(), settings.level());
    try {
      this.out = buffer(allocator, 1 << 16);
      this.page = buffer(allocator, 1 << 14);
      this.scratch = buffer(allocator, 1 << 14);
      for (var column : columns) {
        encoders.add(ChunkEncoder.of(column, allocator));
      }
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  private GrowingBytes buffer(BufferAllocator allocator, int size) {
    var buffer = new GrowingBytes(allocator, size);
    buffers.add(buffer);
    return buffer;
  }

  /// The chunks of a row group, whose bytes are {@link #bytes} until the next call.
  ///
  /// @param batches hold the rows; they stay with the caller
  /// @param skipped rows of the first batch that are not meant
  List<EncodedChunk> encode(List<Batch> batches, int skipped, int rows) {
    out.clear();
    var chunks = new ArrayList<EncodedChunk>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      var pages = new ChunkPages(columns.get(i), settings.codec(), compressor, out, scratch);
      var chunk = ChunkRows.of(pieces(batches, i, skipped, rows));
      chunks.add(encoders.get(i).encode(chunk, pages, page));
    }
    return chunks;
  }

  private static List<ChunkRows.Piece> pieces(
      List<Batch> batches, int column, int skipped, int rows) {
    var pieces = new ArrayList<ChunkRows.Piece>(batches.size());
    int left = rows;
    int from = skipped;
    for (var batch : batches) {
      int to = Math.min(batch.rows(), from + left);
      if (to > from) {
        pieces.add(new ChunkRows.Piece(batch.column(column), from, to));
        left -= to - from;
      }
      from = 0;
    }
    return pieces;
  }

  GrowingBytes bytes() {
    return out;
  }

  @Override
  public void close() {
    compressor.close();
    encoders.forEach(ChunkEncoder::close);
    encoders.clear();
    buffers.forEach(GrowingBytes::close);
    buffers.clear();
  }
}
