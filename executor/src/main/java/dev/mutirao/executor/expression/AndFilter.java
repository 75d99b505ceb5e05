package dev.mutirao.executor.expression;

import java.util.List;

/// AND: each term looks only at the rows that the ones before it kept. Three comparisons cost 3.7
/// ns a row where a quarter of the rows pass the first two (`benchmarks/run Kernels
/// BETWEEN_AND_LESS`).
record AndFilter(List<Filter> terms) implements Filter {
  @Override
  public int select(Evaluation evaluation, Rows rows, int[] selected) {
    var left = rows;
    for (var term : terms) {
      if (left.count() == 0) {
        return 0;
      }
      left = new Rows(selected, term.select(evaluation, left, selected));
    }
    return left.count();
  }
}
