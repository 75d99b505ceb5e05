package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.AppendedFile;
import dev.mutirao.connectors.write.FileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// One Parquet file. Each part collects the rows of a row group, encodes them on its own thread,
/// and appends them when they are complete.
final class ParquetFileWriter implements FileWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /// Bytes of rows that wait for their row group to be complete, at most: wide texts make row
  /// groups of fewer rows.
  private static final long MOST_WAITING = 128L << 20;

  private final AppendedFile file;
  private final List<WrittenColumn> columns;
  private final WriteSettings settings;
  private final BufferAllocator allocator;
  private final FileEnd end; // guarded by file
  private boolean begun; // guarded by file

  ParquetFileWriter(Path path, Schema schema, WriteSettings settings, BufferAllocator allocator) {
    this.file = new AppendedFile(path);
    this.columns = schema.fields().stream().map(WrittenColumn::of).toList();
    this.settings = settings;
    this.allocator = allocator;
    this.end = new FileEnd(columns);
  }

  @Override
  public Part open() {
    return new RowGroupPart();
  }

  @Override
  public Written finish() {
    synchronized (file) {
      begin();
      var bytes = new ByteArrayOutputStream();
      try {
        end.write(bytes, file.size());
        bytes.write(MAGIC);
      } catch (IOException e) {
        throw EngineErrors.internal("a Parquet footer", e);
      }
      file.append(ByteBuffer.wrap(bytes.toByteArray()), start -> {});
      return new Written(end.rows(), file.size());
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      file.append(ByteBuffer.wrap(MAGIC.clone()), start -> {});
    }
  }

  private void append(List<EncodedChunk> chunks, int rows, ByteBuffer bytes) {
    synchronized (file) {
      begin();
      file.append(
          bytes,
          start -> {
            chunks.forEach(chunk -> chunk.moved(start));
            end.add(chunks, rows, start);
          });
    }
  }

  /// The rows of one thread that wait for their row group to be complete.
  private final class RowGroupPart implements Part {
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private @Nullable RowGroupEncoder encoder;
    private int skipped; // rows of the first batch that are written
    private long rows;
    private long bytes;

    @Override
    public void write(Batch batch) {
      waiting.add(batch);
      rows += batch.rows();
      bytes += flatBytes(batch);
      while (rows >= settings.rowGroupRows() || bytes >= MOST_WAITING) {
        endRowGroup((int) Math.min(rows, settings.rowGroupRows()));
      }
    }

    @Override
    public void finish() {
      while (rows > 0) {
        endRowGroup((int) Math.min(rows, settings.rowGroupRows()));
      }
    }

    private void endRowGroup(int count) {
      if (encoder == null) {
        encoder = new RowGroupEncoder(columns, settings, allocator);
      }
      var chunks = encoder.encode(List.copyOf(waiting), skipped, count);
      append(chunks, count, encoder.bytes().bytes());
      rows -= count;
      int left = count + skipped;
      while (!waiting.isEmpty() && left >= waiting.getFirst().rows()) {
        try (var batch = waiting.removeFirst()) {
          left -= batch.rows();
          bytes -= flatBytes(batch);
        }
      }
      skipped = left;
    }

    /// Without dictionaries, which batches share.
    private static long flatBytes(Batch batch) {
      long bytes = 0;
      for (int i = 0; i < batch.columnCount(); i++) {
        var column = batch.column(i);
        bytes +=
            column.sizeInBytes() - (column.isDictionary() ? column.dictionary().sizeInBytes() : 0);
      }
      return bytes;
    }

    @Override
    public void close() {
      waiting.forEach(Batch::close);
      waiting.clear();
      if (encoder != null) {
        encoder.close();
        encoder = null;
      }
    }
  }
}
