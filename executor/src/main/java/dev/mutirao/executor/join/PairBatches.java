package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.executor.store.RowGather;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes batches of pairs: left columns from a probe batch, right columns from the kept rows. One
/// thread's. A pair of two numbers of either side costs 4 to 8 ns where rows lie in order, and 21
/// to 25 where kept rows are fetched at random (`benchmarks/run JoinProbe`: INNER less SEMI, twice,
/// since half of the probed rows have a pair).
final class PairBatches implements AutoCloseable {
  private final JoinShared join;
  private final @Nullable Column[] placeholders;

  PairBatches(JoinShared join) {
    this.join = join;
    this.placeholders = new @Nullable Column[join.left().size() + join.right().size()];
  }

  /// The columns of both sides for the pairs of `rows` and `ids`.
  Batch both(Batch probe, int[] rows, int[] ids, int count) {
    var columns = new ArrayList<Column>();
    try {
      addLeft(probe, rows, count, columns);
      columns.addAll(RowGather.columns(join.build().columns(), ids, count, join.batches()));
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /// The left columns only.
  Batch left(Batch probe, int[] rows, int count) {
    var columns = new ArrayList<Column>();
    try {
      addLeft(probe, rows, count, columns);
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /// Right rows beside NULLs.
  Batch right(int[] ids, int count) {
    var columns = new ArrayList<Column>();
    try {
      for (var field : join.left().fields()) {
        columns.add(ConstantColumn.nulls(field.type(), count, join.batches()));
      }
      columns.addAll(RowGather.columns(join.build().columns(), ids, count, join.batches()));
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /// The right columns only.
  Batch rightOnly(int[] ids, int count) {
    return new Batch(count, RowGather.columns(join.build().columns(), ids, count, join.batches()));
  }

  /// As {@link #both}, but only the columns `wanted` are right; the others are NULL.
  Batch some(BitSet wanted, Batch probe, int[] rows, int[] ids, int count) {
    var columns = new ArrayList<Column>();
    try {
      for (int index = 0; index < join.left().size(); index++) {
        columns.add(
            wanted.get(index)
                ? Gather.rows(probe.column(index), rows, count, join.batches())
                : placeholder(index, count));
      }
      for (int index = join.left().size(); index < placeholders.length; index++) {
        columns.add(
            wanted.get(index)
                ? RowGather.column(
                    join.build().columns().get(index - join.left().size()),
                    ids,
                    count,
                    join.batches())
                : placeholder(index, count));
      }
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private Column placeholder(int index, int count) {
    var known = placeholders[index];
    if (known == null || known.rows() != count) {
      var type =
          index < join.left().size()
              ? join.left().type(index)
              : join.right().type(index - join.left().size());
      var made = ConstantColumn.nulls(type, count, join.batches());
      if (known != null) {
        known.close();
      }
      placeholders[index] = made;
      known = made;
    }
    return known.share();
  }

  private void addLeft(Batch probe, int[] rows, int count, List<Column> columns) {
    boolean whole = isWhole(probe, rows, count);
    for (int index = 0; index < probe.columnCount(); index++) {
      var column = probe.column(index);
      columns.add(whole ? column.share() : Gather.rows(column, rows, count, join.batches()));
    }
  }

  /// Whether the pairs are the rows of the batch, each once and in order: then its columns need not
  /// be copied.
  private static boolean isWhole(Batch probe, int[] rows, int count) {
    if (count != probe.rows()) {
      return false;
    }
    for (int row = 0; row < count; row++) {
      if (rows[row] != row) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    for (var column : placeholders) {
      if (column != null) {
        column.close();
      }
    }
  }
}
