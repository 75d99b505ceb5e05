package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.RowFilter;
import dev.mutirao.connectors.source.SplitReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives the rows of a split that filters let pass, for connectors that do not apply them
/// themselves. A batch of which they leave out hardly a row is not copied.
final class FilteredReader implements SplitReader {
  /// The part of its rows that a batch must lose: 1 in so many.
  private static final int LEAST_PART = 5;

  private final SplitReader rows;
  private final ReadContext context;
  private final List<RowFilter.Picker> pickers;
  private int[] picked = {};

  /// Takes the reader over.
  FilteredReader(SplitReader rows, ReadContext context) {
    this.rows = rows;
    this.context = context;
    this.pickers = context.filters().stream().map(RowFilter::open).toList();
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      var batch = rows.next();
      if (batch == null) {
        return null;
      }
      int read = batch.rows();
      for (int filter = 0; filter < pickers.size() && batch.rows() > 0; filter++) {
        if (pickers.get(filter).isWorthIt()) {
          batch = filtered(batch, filter);
        }
      }
      context.report().rowsFiltered(read - batch.rows());
      if (batch.rows() > 0) {
        return batch;
      }
      batch.close();
    }
  }

  /// What a filter leaves of the batch, which it takes over.
  private Batch filtered(Batch batch, int filter) {
    int rows = batch.rows();
    if (picked.length < rows) {
      picked = new int[rows];
    }
    try {
      var asked = batch.column(context.filters().get(filter).column());
      int count = pickers.get(filter).pick(asked, picked);
      if (rows - count < Math.max(1, rows / LEAST_PART)) {
        return batch;
      }
      var left = Gather.rows(batch, picked, count, context.allocator());
      batch.close();
      return left;
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    pickers.forEach(RowFilter.Picker::close);
    rows.close();
  }
}
