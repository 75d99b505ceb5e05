package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.store.RowId;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// Probes the kept right side with the batches of one thread. Works through the candidate pairs of
/// a batch piece by piece and stops between pieces when nobody wants more.
final class JoinOperator implements Operator {
  private static final boolean[] NONE_SETTLED = {};

  /// Candidates of a piece, however small the batches are that come out: a condition is worth its
  /// call only for many pairs.
  private static final int FEWEST_CANDIDATES = 1024;

  private final JoinShared join;
  private final Pairs pairs;
  private final PairBatches batches;
  private final AtomicInteger unfinished;
  private final int[] rows; // with ids: the pairs of a piece
  private final int[] ids;
  private int[] selected;

  JoinOperator(JoinShared join, Pairs pairs, AtomicInteger unfinished) {
    this.join = join;
    this.pairs = pairs;
    this.batches = new PairBatches(join);
    this.unfinished = unfinished;
    int piece = Math.max(join.batchRows(), join.condition() == null ? 0 : FEWEST_CANDIDATES);
    this.rows = new int[piece];
    this.ids = new int[piece];
    this.selected = new int[piece];
  }

  @Override
  public void push(Batch batch, Output output) {
    try (batch) {
      if (!wantsMore()) {
        return;
      }
      pairs.start(batch);
      switch (join.kind()) {
        case SEMI -> giveLeft(batch, true, output);
        case ANTI, NULL_AWARE_ANTI -> giveLeft(batch, false, output);
        case RIGHT_SEMI, RIGHT_ANTI -> findRight(batch);
        case INNER, LEFT, RIGHT, FULL -> {
          if (join.condition() == null) {
            giveCandidates(batch, output);
          } else {
            giveMatches(batch, join.condition(), output);
          }
        }
      }
    }
  }

  @Override
  public boolean wantsMore() {
    return !join.needsRight() || join.build().rows() > 0;
  }

  /// Gives the left rows that have a match, or those that have none.
  private void giveLeft(Batch batch, boolean withMatch, Output output) {
    var matched = new boolean[batch.rows()];
    var condition = join.condition();
    if (condition == null) {
      pairs.markMatched(matched);
    } else {
      for (int count; (count = pairs.next(rows, ids, matched)) > 0; ) {
        match(batch, count, condition, matched);
      }
    }
    int count = choose(matched, withMatch);
    for (int from = 0; from < count && output.wantsMore(); from += join.batchRows()) {
      int piece = Math.min(join.batchRows(), count - from);
      System.arraycopy(selected, from, rows, 0, piece);
      output.accept(batches.left(batch, rows, piece));
    }
  }

  /// Notes the right rows that have a match. Without a condition it is enough to note the first row
  /// of each key: {@link BuildSide#markDuplicates} does the others in the end.
  private void findRight(Batch batch) {
    var condition = join.condition();
    if (condition == null) {
      pairs.markRight();
      return;
    }
    var matched = new boolean[batch.rows()];
    for (int count; (count = pairs.next(rows, ids, NONE_SETTLED)) > 0; ) {
      int open = withoutMatched(count);
      if (open > 0) {
        int passed = match(batch, open, condition, matched);
        for (int i = 0; i < passed; i++) {
          join.build().markMatched(ids[selected[i]]);
        }
      }
    }
  }

  /// Leaves out the pairs whose right row has a match already.
  private int withoutMatched(int count) {
    int open = 0;
    for (int i = 0; i < count; i++) {
      rows[open] = rows[i];
      ids[open] = ids[i];
      open += join.build().isMatched(ids[i]) ? 0 : 1;
    }
    return open;
  }

  /// Gives all candidates.
  private void giveCandidates(Batch batch, Output output) {
    for (int count; output.wantsMore() && (count = pairs.next(rows, ids, NONE_SETTLED)) > 0; ) {
      markRight(count);
      output.accept(batches.both(batch, rows, ids, count));
    }
  }

  /// Gives the candidates that match, then the left rows without a match where they are wanted.
  private void giveMatches(Batch batch, JoinCondition condition, Output output) {
    var matched = new boolean[batch.rows()];
    for (int count; output.wantsMore() && (count = pairs.next(rows, ids, NONE_SETTLED)) > 0; ) {
      int passed = match(batch, count, condition, matched);
      for (int i = 0; i < passed; i++) {
        rows[i] = rows[selected[i]];
        ids[i] = ids[selected[i]];
      }
      markRight(passed);
      givePairs(batch, passed, output);
    }
    if (join.keepsLeft()) {
      giveUnmatchedLeft(batch, matched, output);
    }
  }

  /// Gives the first pairs of the piece, which are in no use after it.
  private void givePairs(Batch batch, int count, Output output) {
    for (int from = 0; from < count && output.wantsMore(); from += join.batchRows()) {
      int given = Math.min(join.batchRows(), count - from);
      System.arraycopy(rows, from, rows, 0, given);
      System.arraycopy(ids, from, ids, 0, given);
      output.accept(batches.both(batch, rows, ids, given));
    }
  }

  /// Selects the candidates of a piece that match into `selected` and marks their left rows.
  private int match(Batch batch, int count, JoinCondition condition, boolean[] matched) {
    int passed;
    try (var candidates = batches.some(condition.columns(), batch, rows, ids, count)) {
      passed = condition.selector().select(candidates, join.batches(), selected);
    }
    for (int i = 0; i < passed; i++) {
      matched[rows[selected[i]]] = true;
    }
    return passed;
  }

  private void markRight(int count) {
    if (join.keepsRight()) {
      for (int i = 0; i < count; i++) {
        if (ids[i] >= 0) {
          join.build().markMatched(ids[i]);
        }
      }
    }
  }

  private void giveUnmatchedLeft(Batch batch, boolean[] matched, Output output) {
    int count = choose(matched, false);
    for (int from = 0; from < count && output.wantsMore(); from += join.batchRows()) {
      int piece = Math.min(join.batchRows(), count - from);
      System.arraycopy(selected, from, rows, 0, piece);
      Arrays.fill(ids, 0, piece, RowId.NONE);
      output.accept(batches.both(batch, rows, ids, piece));
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

  @Override
  public void finish(Output output) {
    if (unfinished.decrementAndGet() > 0) {
      return;
    }
    switch (join.kind()) {
      case RIGHT, FULL -> giveRight(false, output);
      case RIGHT_SEMI, RIGHT_ANTI -> {
        if (join.condition() == null) {
          join.build().markDuplicates();
        }
        giveRight(join.kind() == JoinKind.RIGHT_SEMI, output);
      }
      case INNER, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> {}
    }
  }

  /// Gives the right rows that have a match, or those that have none.
  private void giveRight(boolean withMatch, Output output) {
    var build = join.build();
    int count = 0;
    for (int chunk = 0; chunk < build.chunks(); chunk++) {
      for (int row = 0; row < build.rows(chunk); row++) {
        ids[count] = RowId.of(chunk, row);
        count += build.isMatched(ids[count]) == withMatch ? 1 : 0;
        if (count == join.batchRows()) {
          if (!output.wantsMore()) {
            return;
          }
          output.accept(right(count));
          count = 0;
        }
      }
    }
    if (count > 0) {
      output.accept(right(count));
    }
  }

  private Batch right(int count) {
    return join.keepsRight() ? batches.right(ids, count) : batches.rightOnly(ids, count);
  }

  @Override
  public void close() {
    pairs.close();
    batches.close();
  }
}
