package dev.mutirao.executor.store;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Concat;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Rows that a pipeline breaker keeps, in chunks of up to {@link RowId#CHUNK_ROWS} rows, named by
/// {@link RowId}s. Threads append through {@link Appender}s of their own; adding and reading chunks
/// is thread-safe. Memory is the `state` allocator's, except dictionaries, which are shared with
/// the batches they came from.
public final class RowStore implements AutoCloseable {
  /// Text in one chunk's column at most, so that 32-bit offsets suffice.
  private static final long MAX_TEXT = 1L << 30;

  private final Schema schema;
  private final BufferAllocator state;
  private final List<Batch> chunks = new ArrayList<>(); // guarded by this

  public RowStore(Schema schema, BufferAllocator state) {
    this.schema = schema;
    this.state = state;
  }

  public Schema schema() {
    return schema;
  }

  /// A way for one thread to add rows.
  public Appender open() {
    return new Appender();
  }

  /// Takes over a whole chunk and returns its number.
  public synchronized int add(Batch chunk) {
    if (chunks.size() == RowId.MAX_CHUNKS) {
      chunk.close();
      throw QueryErrors.notSupported(
          "keeping more than 2 billion rows in one sort or join of one executor");
    }
    chunks.add(chunk);
    return chunks.size() - 1;
  }

  public synchronized int chunks() {
    return chunks.size();
  }

  public synchronized int rows(int chunk) {
    return chunks.get(chunk).rows();
  }

  /// A chunk, which stays the store's.
  public synchronized Batch chunk(int chunk) {
    return chunks.get(chunk);
  }

  /// One past the largest row id.
  public synchronized int idLimit() {
    return chunks.isEmpty() ? 0 : RowId.of(chunks.size() - 1, chunks.getLast().rows() - 1) + 1;
  }

  /// Makes one chunk of several when one can hold all rows: small tables are read fastest so. Ids
  /// given before are void.
  public synchronized void compact() {
    long rows = rows();
    if (chunks.size() > 1 && rows <= RowId.CHUNK_ROWS) {
      var whole = Concat.batches(chunks, state);
      chunks.forEach(Batch::close);
      chunks.clear();
      chunks.add(whole);
    }
  }

  public synchronized long rows() {
    return chunks.stream().mapToLong(Batch::rows).sum();
  }

  /// Column `index` of all chunks there are now; valid until the store is closed.
  public synchronized ChunkedColumn column(int index) {
    return new ChunkedColumn(
        schema.type(index),
        chunks.stream().map(chunk -> chunk.column(index)).toArray(Column[]::new));
  }

  /// All columns of all chunks there are now.
  public List<ChunkedColumn> columns() {
    var columns = new ArrayList<ChunkedColumn>();
    for (int index = 0; index < schema.size(); index++) {
      columns.add(column(index));
    }
    return columns;
  }

  /// Takes over all rows of another store of the same columns and allocator.
  public void take(RowStore other) {
    other.chunksTaken().forEach(this::add);
  }

  private synchronized List<Batch> chunksTaken() {
    var taken = List.copyOf(chunks);
    chunks.clear();
    return taken;
  }

  @Override
  public synchronized void close() {
    chunks.forEach(Batch::close);
    chunks.clear();
  }

  /// Collects the rows of one thread into chunks.
  public final class Appender implements AutoCloseable {
    private final List<ColumnAppender> columns = new ArrayList<>();
    private final List<Integer> finished = new ArrayList<>();
    private int rows;
    private long text;

    private Appender() {
      for (var field : schema.fields()) {
        columns.add(new ColumnAppender(field.type(), state));
      }
    }

    /// Copies the batch, which stays the caller's.
    public void append(Batch batch) {
      append(batch, 0, batch.rows());
    }

    /// Copies rows `start` to `end` of the batch, which stays the caller's.
    public void append(Batch batch, int start, int end) {
      for (int from = start; from < end; ) {
        int count = Math.min(end - from, RowId.CHUNK_ROWS - rows);
        appendToChunk(batch, from, count);
        from += count;
      }
    }

    private void appendToChunk(Batch batch, int from, int count) {
      long added = 0;
      for (int index = 0; index < columns.size(); index++) {
        added += ColumnAppender.textBytes(batch.column(index), from, count);
      }
      if (text + added > MAX_TEXT) {
        finishChunk();
      }
      for (int index = 0; index < columns.size(); index++) {
        columns.get(index).append(batch.column(index), from, count);
      }
      rows += count;
      text += added;
      if (rows == RowId.CHUNK_ROWS) {
        finishChunk();
      }
    }

    private void finishChunk() {
      if (rows > 0) {
        finished.add(add(new Batch(rows, columns.stream().map(ColumnAppender::build).toList())));
        rows = 0;
        text = 0;
      }
    }

    /// Puts the last chunk into the store; returns the numbers of all chunks that this appender
    /// made.
    public List<Integer> finish() {
      finishChunk();
      return List.copyOf(finished);
    }

    @Override
    public void close() {
      columns.forEach(ColumnAppender::close);
    }
  }
}
