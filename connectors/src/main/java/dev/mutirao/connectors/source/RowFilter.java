package dev.mutirao.connectors.source;

import dev.mutirao.connectors.batch.Column;
import java.util.List;

/// Tells by the values of one column which rows of a scan nobody wants. It is made while the query
/// runs, of what other parts of it have found, and so is no part of a {@link ScanRequest}. It may
/// let rows pass that are not wanted: whoever asked checks again. Thread-safe.
public interface RowFilter {
  /// The column's position among the columns of the request.
  int column();

  /// What statistics can be asked: conditions that every wanted row meets. Their column is an index
  /// into the table's schema.
  List<ColumnPredicate> predicates();

  /// A way for one thread to ask about rows.
  Picker open();

  /// One thread's view of a filter.
  interface Picker extends AutoCloseable {
    /// Whether the next rows should be asked about at all: a filter that leaves out hardly any is
    /// not worth its time. Asked once per batch.
    boolean isWorthIt();

    /// Writes the numbers of the rows of `values` that may be wanted, ascending, to the start of
    /// `picked` (at least `values.rows()` long) and gives their count.
    int pick(Column values, int[] picked);

    @Override
    void close();
  }
}
