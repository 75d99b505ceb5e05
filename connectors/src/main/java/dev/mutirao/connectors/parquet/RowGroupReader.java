package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.decode.ColumnReader;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Decompressor;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one row group: in each batch the same rows of every column.
final class RowGroupReader implements SplitReader {
  /// Where one column of the batches comes from.
  sealed interface ColumnSource {
    /// From a column chunk.
    ///
    /// @param index where its pages are, when rows are to be skipped and the writer says
    record Chunk(String name, ColumnReader reader, Optional<PageIndex> index)
        implements ColumnSource {}

    /// From the folders on the file's path.
    record Constant(Literal value) implements ColumnSource {}
  }

  private final PinnedFile file;
  private final int rowGroup;
  private final List<ColumnSource> columns;
  private final RowRanges rows;
  private final Decompressor decompressor;
  private final ReadContext context;
  private int range;
  private long position;
  private boolean verified;

  /// Takes over the file, the columns and the decompressor.
  RowGroupReader(
      PinnedFile file,
      int rowGroup,
      List<ColumnSource> columns,
      RowRanges rows,
      Decompressor decompressor,
      ReadContext context) {
    this.file = file;
    this.rowGroup = rowGroup;
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.decompressor = decompressor;
    this.context = context;
  }

  @Override
  public @Nullable Batch next() {
    while (range < rows.size() && position >= rows.end(range)) {
      range++;
    }
    if (range == rows.size()) {
      verifyOnce();
      return null;
    }
    long skipped = Math.max(0, rows.start(range) - position);
    position += skipped;
    int count =
        (int) Math.min(Math.min(context.batchRows(), Batch.MAX_ROWS), rows.end(range) - position);
    var read = new ArrayList<Column>(columns.size());
    try {
      for (var column : columns) {
        read.add(read(column, skipped, count));
      }
      position += count;
      return new Batch(count, read);
    } catch (RuntimeException e) {
      read.forEach(Column::close);
      throw e;
    }
  }

  private Column read(ColumnSource source, long skipped, int count) {
    return switch (source) {
      case ColumnSource.Constant(Literal value) ->
          ConstantColumn.of(value, count, context.allocator());
      case ColumnSource.Chunk(String name, ColumnReader reader, Optional<PageIndex> index) -> {
        try {
          if (skipped > 0) {
            skip(reader, index, skipped);
          }
          yield reader.read(count);
        } catch (CorruptData e) {
          throw corrupt(name, e);
        }
      }
    };
  }

  /// Goes to the row at {@link #position}, `skipped` rows further on, by way of the page index
  /// where it leads past a whole page.
  private void skip(ColumnReader reader, Optional<PageIndex> index, long skipped) {
    long before = position - skipped;
    if (index.isPresent()) {
      int page = index.get().pageOf(position);
      long start = index.get().start(page);
      if (start > before) {
        reader.seek(index.get().pages().get(page).getOffset(), index.get().rows() - start);
        reader.skip(position - start);
        return;
      }
    }
    reader.skip(skipped);
  }

  /// Bytes that changed under the reader look corrupt; that the file changed is the better news
  /// then.
  private MutiraoException corrupt(String column, CorruptData cause) {
    file.verify();
    return FileErrors.malformed(
        file.path(),
        "corrupt data in column "
            + column
            + " of row group "
            + rowGroup
            + ": "
            + cause.getMessage()
            + "; write or copy the file again",
        cause);
  }

  private void verifyOnce() {
    if (!verified) {
      verified = true;
      file.verify();
    }
  }

  @Override
  public void close() {
    for (var column : columns) {
      if (column instanceof ColumnSource.Chunk chunk) {
        chunk.reader().close();
      }
    }
    decompressor.close();
    file.close();
  }
}
