package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives one row: partition values of a file, and facts that its footer tells.
final class FileFactsReader implements SplitReader {
  private final PinnedFile file;
  private final List<Literal> row;
  private final ReadContext context;
  private boolean given;

  private FileFactsReader(PinnedFile file, List<Literal> row, ReadContext context) {
    this.file = file;
    this.row = List.copyOf(row);
    this.context = context;
  }

  /// The reader takes over the file; when this fails, the caller still owns it.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the footer does not tell what it
  ///   told when the query was planned
  static FileFactsReader open(
      PinnedFile file,
      Footer footer,
      TableHandle table,
      PartitionColumns partitions,
      ScanRequest request,
      Split split,
      ReadContext context) {
    var columns = FileColumns.of(split.path(), footer.schema(), table);
    int stored = columns.columns().size();
    var row = new ArrayList<Literal>();
    for (int column : request.columns()) {
      row.add(partitions.value(split, column - stored));
    }
    for (var fact : request.facts()) {
      var value =
          switch (fact) {
            case FileFact.Rows ignored -> Optional.of(Literal.of(footer.rows()));
            case FileFact.Values(int column) ->
                column < stored
                    ? totals(table, footer, columns, column).values()
                    : Optional.of(
                        Literal.of(
                            partitions.value(split, column - stored).isNull() ? 0 : footer.rows()));
            case FileFact.Least(int column) ->
                column < stored
                    ? totals(table, footer, columns, column).least()
                    : Optional.of(partitions.value(split, column - stored));
            case FileFact.Greatest(int column) ->
                column < stored
                    ? totals(table, footer, columns, column).greatest()
                    : Optional.of(partitions.value(split, column - stored));
          };
      row.add(
          value.orElseThrow(() ->
              FileErrors.changed(
                  split.path(),
                  "its footer no longer tells " + fact.field(table.schema()).name())));
    }
    return new FileFactsReader(file, row, context);
  }

  private static ColumnTotals totals(
      TableHandle table, Footer footer, FileColumns columns, int column) {
    var totals = new ColumnTotals(table.schema().type(column));
    footer.rowGroups().forEach(group -> totals.add(group, columns.column(column), footer));
    return totals;
  }

  @Override
  public @Nullable Batch next() {
    if (given) {
      file.verify();
      return null;
    }
    given = true;
    var columns = new ArrayList<Column>(row.size());
    try {
      for (var value : row) {
        columns.add(ConstantColumn.of(value, 1, context.allocator()));
      }
      return new Batch(1, columns);
    } catch (RuntimeException e) {
      columns.forEach(Column::close);
      throw e;
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
