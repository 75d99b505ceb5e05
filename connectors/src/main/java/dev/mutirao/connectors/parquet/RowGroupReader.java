package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.decode.ColumnReader;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Decompressor;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.RowFilter;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.type.Literal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one row group: in each batch the same rows of every column. Columns that filters ask about
/// come first; of the others only the rows are decoded that are left.
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

  /// The part of rows that filters must leave out of a batch before it is worth to copy the others
  /// together: 1 in so many.
  private static final int LEAST_FILTERED = 5;

  /// Batches that are looked at as one while filters leave hardly any row of them.
  private static final int MOST_BATCHES = 4;

  private final PinnedFile file;
  private final int rowGroup;
  private final List<ColumnSource> columns;
  private final long[] reached; // for each column, the row that its reader gives next
  private final RowRanges rows;
  private final Decompressor decompressor;
  private final ReadContext context;
  private final List<RowFilter> filters;
  private final List<RowFilter.Picker> pickers;
  private int[] chosen = {};
  private int range;
  private long position;
  private int ahead;
  private boolean verified;

  /// Takes over the file, the columns and the decompressor.
  ///
  /// @param filters those of the context that say something of columns that are read
  RowGroupReader(
      PinnedFile file,
      int rowGroup,
      List<ColumnSource> columns,
      RowRanges rows,
      Decompressor decompressor,
      ReadContext context,
      List<RowFilter> filters) {
    this.file = file;
    this.rowGroup = rowGroup;
    this.columns = List.copyOf(columns);
    this.reached = new long[columns.size()];
    this.rows = rows;
    this.decompressor = decompressor;
    this.context = context;
    this.filters = List.copyOf(filters);
    this.pickers = filters.stream().map(RowFilter::open).toList();
    this.ahead = batchRows();
  }

  private int batchRows() {
    return Math.min(context.batchRows(), Batch.MAX_ROWS);
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      while (range < rows.size() && position >= rows.end(range)) {
        range++;
      }
      if (range == rows.size()) {
        verifyOnce();
        return null;
      }
      position = Math.max(position, rows.start(range));
      int count = (int) Math.min(ahead, rows.end(range) - position);
      var batch = read(count);
      position += count;
      if (batch != null) {
        return batch;
      }
    }
  }

  /// What filters leave of the next `count` rows; null when that is none.
  private @Nullable Batch read(int count) {
    var read = new @Nullable Column[columns.size()];
    try {
      var picked = PickedRows.all(count);
      for (int i = 0; i < filters.size() && picked.count() > 0; i++) {
        if (pickers.get(i).isWorthIt()) {
          picked = filtered(i, picked, read);
        }
      }
      if (!filters.isEmpty()) {
        context.report().rowsFiltered(count - picked.count());
        lookAhead(picked.count());
      }
      if (picked.count() == 0) {
        closeAll(read);
        return null;
      }
      var whole = new Column[read.length];
      for (int column = 0; column < read.length; column++) {
        var known = read[column];
        whole[column] = known == null ? read(column, picked) : known;
        read[column] = whole[column];
      }
      return new Batch(picked.count(), whole);
    } catch (RuntimeException e) {
      closeAll(read);
      throw e;
    }
  }

  /// Asks a filter about the rows, and lets go of others in the columns that are read so far.
  private PickedRows filtered(int filter, PickedRows picked, @Nullable Column[] read) {
    int asked = filters.get(filter).column();
    var values = read[asked];
    if (values == null) {
      values = read(asked, picked);
      read[asked] = values;
    }
    if (chosen.length < picked.count()) {
      chosen = new int[picked.count()];
    }
    int count = pickers.get(filter).pick(values, chosen);
    if (picked.count() - count < Math.max(1, picked.count() / LEAST_FILTERED)) {
      return picked;
    }
    for (int column = 0; column < read.length; column++) {
      var known = read[column];
      if (known != null) {
        read[column] = Gather.rows(known, chosen, count, context.allocator());
        known.close();
      }
    }
    return picked.only(chosen, count);
  }

  /// Small batches cost as much as large ones, so where few rows are left more are looked at.
  private void lookAhead(int left) {
    int least = batchRows();
    if (left < least / 8) {
      ahead = Math.min(Math.min(2 * ahead, MOST_BATCHES * least), Batch.MAX_ROWS);
    } else if (left > least) {
      ahead = least;
    }
  }

  private Column read(int column, PickedRows picked) {
    return switch (columns.get(column)) {
      case ColumnSource.Constant(Literal value) ->
          ConstantColumn.of(value, picked.count(), context.allocator());
      case ColumnSource.Chunk(String name, ColumnReader reader, Optional<PageIndex> index) -> {
        try {
          if (position > reached[column]) {
            skip(reader, index, reached[column]);
          }
          reached[column] = position + picked.end();
          yield picked.read(reader, context.allocator());
        } catch (CorruptData e) {
          throw corrupt(name, e);
        }
      }
    };
  }

  /// Goes from the row `reached` to that at {@link #position}, by way of the page index where it
  /// leads past a whole page.
  private void skip(ColumnReader reader, Optional<PageIndex> index, long reached) {
    if (index.isPresent()) {
      int page = index.get().pageOf(position);
      long start = index.get().start(page);
      if (start > reached) {
        reader.seek(index.get().pages().get(page).getOffset(), index.get().rows() - start);
        reader.skip(position - start);
        return;
      }
    }
    reader.skip(position - reached);
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

  private static void closeAll(@Nullable Column[] columns) {
    for (var column : columns) {
      if (column != null) {
        column.close();
      }
    }
  }

  @Override
  public void close() {
    pickers.forEach(RowFilter.Picker::close);
    for (var column : columns) {
      if (column instanceof ColumnSource.Chunk chunk) {
        chunk.reader().close();
      }
    }
    decompressor.close();
    file.close();
  }
}
