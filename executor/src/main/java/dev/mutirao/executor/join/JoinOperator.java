package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.expression.Selector;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Probes the kept right side with the batches of one thread. Works through the candidate pairs of
/// a batch piece by piece and stops between pieces when nobody wants more.
final class JoinOperator implements Operator {
  private static final boolean[] NONE_SETTLED = {};

  private final JoinShared join;
  private final Pairs pairs;
  private final AtomicInteger unfinished;
  private final int[] rows;
  private final int[] ids;
  private int[] selected;

  JoinOperator(JoinShared join, Pairs pairs, AtomicInteger unfinished) {
    this.join = join;
    this.pairs = pairs;
    this.unfinished = unfinished;
    this.rows = new int[join.batchRows()];
    this.ids = new int[join.batchRows()];
    this.selected = new int[join.batchRows()];
  }

  @Override
  public void push(Batch batch, Output output) {
    try (batch) {
      if (!wantsMore()) {
        return;
      }
      pairs.start(batch);
      switch (join.kind()) {
        case SEMI -> select(batch, true, output);
        case ANTI, NULL_AWARE_ANTI -> select(batch, false, output);
        case INNER, LEFT, RIGHT, FULL -> joinPairs(batch, output);
      }
    }
  }

  @Override
  public boolean wantsMore() {
    return !join.needsRight() || join.build().rows() > 0;
  }

  /// Gives the left rows that have a match, or those that have none.
  private void select(Batch batch, boolean withMatch, Output output) {
    var matched = new boolean[batch.rows()];
    var condition = join.condition();
    if (condition == null) {
      pairs.markMatched(matched);
    } else {
      for (int count; (count = pairs.next(rows, ids, matched)) > 0; ) {
        markMatched(batch, count, condition, matched);
      }
    }
    give(batch, matched, withMatch, output);
  }

  private void markMatched(Batch batch, int count, Selector condition, boolean[] matched) {
    try (var candidates = joined(batch, count)) {
      int passed = condition.select(candidates, join.batches(), selected);
      for (int i = 0; i < passed; i++) {
        matched[rows[selected[i]]] = true;
      }
    }
  }

  private void give(Batch batch, boolean[] matched, boolean withMatch, Output output) {
    int count = choose(matched, withMatch);
    for (int from = 0; from < count && output.wantsMore(); from += rows.length) {
      int piece = Math.min(rows.length, count - from);
      System.arraycopy(selected, from, rows, 0, piece);
      output.accept(new Batch(piece, left(batch, piece)));
    }
  }

  private int choose(boolean[] matched, boolean wanted) {
    if (selected.length < matched.length) {
      selected = new int[matched.length];
    }
    int count = 0;
    for (int row = 0; row < matched.length; row++) {
      selected[count] = row;
      count += matched[row] == wanted ? 1 : 0;
    }
    return count;
  }

  private void joinPairs(Batch batch, Output output) {
    var condition = join.condition();
    if (condition != null) {
      joinPairs(batch, condition, output);
      return;
    }
    for (int count; output.wantsMore() && (count = pairs.next(rows, ids, NONE_SETTLED)) > 0; ) {
      if (join.keepsRight()) {
        for (int i = 0; i < count; i++) {
          if (ids[i] >= 0) {
            join.build().markMatched(ids[i]);
          }
        }
      }
      output.accept(joined(batch, count));
    }
  }

  private void joinPairs(Batch batch, Selector condition, Output output) {
    var matched = new boolean[batch.rows()];
    for (int count; output.wantsMore() && (count = pairs.next(rows, ids, NONE_SETTLED)) > 0; ) {
      var candidates = joined(batch, count);
      int passed = pass(candidates, condition, matched);
      if (passed == count) {
        output.accept(candidates);
        continue;
      }
      Batch chosen;
      try (candidates) {
        chosen = Gather.rows(candidates, selected, passed, join.batches());
      }
      output.accept(chosen);
    }
    if (join.keepsLeft()) {
      giveUnmatched(batch, matched, output);
    }
  }

  /// Selects among candidates and marks both sides of the pairs that pass.
  private int pass(Batch candidates, Selector condition, boolean[] matched) {
    int passed;
    try {
      passed = condition.select(candidates, join.batches(), selected);
    } catch (RuntimeException | Error failure) {
      candidates.close();
      throw failure;
    }
    for (int i = 0; i < passed; i++) {
      matched[rows[selected[i]]] = true;
      if (join.keepsRight()) {
        join.build().markMatched(ids[selected[i]]);
      }
    }
    return passed;
  }

  private void giveUnmatched(Batch batch, boolean[] matched, Output output) {
    int count = choose(matched, false);
    for (int from = 0; from < count && output.wantsMore(); from += rows.length) {
      int piece = Math.min(rows.length, count - from);
      System.arraycopy(selected, from, rows, 0, piece);
      Arrays.fill(ids, 0, piece, RowId.NONE);
      output.accept(joined(batch, piece));
    }
  }

  /// The first `count` pairs as a batch of the columns of both sides.
  private Batch joined(Batch batch, int count) {
    var columns = new ArrayList<Column>();
    try {
      columns.addAll(left(batch, count));
      columns.addAll(RowGather.columns(join.build().columns(), ids, count, join.batches()));
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /// The left columns of the first `count` pairs; shared, not copied, when they are the whole
  /// batch.
  private List<Column> left(Batch batch, int count) {
    boolean whole = isWhole(batch, count);
    var columns = new ArrayList<Column>(batch.columnCount());
    try {
      for (int index = 0; index < batch.columnCount(); index++) {
        var column = batch.column(index);
        columns.add(whole ? column.share() : Gather.rows(column, rows, count, join.batches()));
      }
      return columns;
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private boolean isWhole(Batch batch, int count) {
    if (count != batch.rows() || rows[count - 1] != count - 1) {
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
  public void finish(Output output) {
    if (unfinished.decrementAndGet() == 0 && join.keepsRight()) {
      giveUnmatchedRight(output);
    }
  }

  private void giveUnmatchedRight(Output output) {
    var build = join.build();
    int count = 0;
    for (int chunk = 0; chunk < build.chunks(); chunk++) {
      for (int row = 0; row < build.rows(chunk); row++) {
        ids[count] = RowId.of(chunk, row);
        count += build.isMatched(ids[count]) ? 0 : 1;
        if (count == ids.length) {
          if (!output.wantsMore()) {
            return;
          }
          output.accept(withoutLeft(count));
          count = 0;
        }
      }
    }
    if (count > 0) {
      output.accept(withoutLeft(count));
    }
  }

  private Batch withoutLeft(int count) {
    var columns = new ArrayList<Column>();
    Schema left = join.left();
    try {
      for (var field : left.fields()) {
        columns.add(ConstantColumn.nulls(field.type(), count, join.batches()));
      }
      columns.addAll(RowGather.columns(join.build().columns(), ids, count, join.batches()));
      return new Batch(count, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void close() {
    pairs.close();
  }
}
