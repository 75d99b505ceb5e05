package dev.mutirao.executor.expression;

import java.util.Arrays;
import java.util.List;

/// OR: each term looks only at the rows that none before it selected.
record OrFilter(List<Filter> terms) implements Filter {
  @Override
  public int select(Evaluation evaluation, Rows rows, int[] selected) {
    var candidates = rows.isAll() ? rows : new Rows(rows.toArray(), rows.count());
    var found = new boolean[evaluation.batch().rows()];
    var left = candidates;
    var taken = new int[found.length];
    for (var term : terms) {
      if (left.count() == 0) {
        break;
      }
      int count = term.select(evaluation, left, taken);
      for (int i = 0; i < count; i++) {
        found[taken[i]] = true;
      }
      left = count == 0 ? left : left.without(Arrays.copyOf(taken, count), count);
    }
    int kept = 0;
    for (int i = 0; i < candidates.count(); i++) {
      int row = candidates.at(i);
      selected[kept] = row;
      kept += found[row] ? 1 : 0;
    }
    return kept;
  }
}
