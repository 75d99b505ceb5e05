package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.type.Type.Simple.BIGINT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Variances, covariances and regressions over REAL and DOUBLE. A product is the sum of two doubles
/// without error (its rounded value and what rounding lost), so exact sums of both keep it, as long
/// as it neither overflows nor comes near the smallest double. State: the count, then {@link
/// ExactSumColumns} of each sum.
final class ExactMomentsAccumulator implements Accumulator, MomentSums {
  private final List<Term> terms;

  /// The sums of each term; the second is null for a variable alone.
  private final ExactSums[] values;

  private final @org.jspecify.annotations.Nullable ExactSums[] errors;

  /// One per variable, since the arrays are used together.
  private final Vectors[] vectors = {new Vectors(), new Vectors()};

  private double[] products = new double[0];
  private double[] lost = new double[0];

  ExactMomentsAccumulator(List<Term> terms, BufferAllocator state) {
    this.terms = terms;
    this.values = new ExactSums[terms.size()];
    this.errors = new ExactSums[terms.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = new ExactSums(state);
      errors[i] = terms.get(i).isProduct() ? new ExactSums(state) : null;
    }
  }

  /// Types of the state columns.
  static List<Type> stateTypes(List<Term> terms) {
    var types = new ArrayList<Type>(List.of(BIGINT));
    for (var term : terms) {
      types.addAll(ExactSumColumns.TYPES);
      if (term.isProduct()) {
        types.addAll(ExactSumColumns.TYPES);
      }
    }
    return types;
  }

  @Override
  public void grow(int groups) {
    for (var sums : all()) {
      sums.grow(groups);
    }
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var variables = new double[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      variables[i] = vectors[i].doubles(arguments[i], rows);
    }
    for (int i = 0; i < values.length; i++) {
      var term = terms.get(i);
      var sums = errors[i];
      if (sums == null) {
        add(values[i], rows, variables[term.variable()]);
      } else {
        boolean inexact =
            multiply(variables[term.variable()], variables[term.other()], rows.count());
        add(values[i], rows, products);
        if (inexact) {
          add(sums, rows, lost);
        }
      }
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    int next = 1;
    for (var sums : all()) {
      ExactSumColumns.merge(sums, rows, state[0].values(), state, next, vectors[0]);
      next += ExactSumColumns.TYPES.size();
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    try (var counts = new FixedColumnWriter(allocator, BIGINT, to - from)) {
      for (int i = from; i < to; i++) {
        counts.cells().set(LONG, (long) (i - from) << 3, count(groups[i]));
      }
      output.add(counts.finish());
    }
    for (var sums : all()) {
      ExactSumColumns.write(sums, groups, from, to, allocator, output);
    }
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    output.add(MomentResult.column(call, this, terms, groups, from, to, allocator));
  }

  @Override
  public long count(int group) {
    return values[0].count(group);
  }

  @Override
  public boolean isFinite(int group, int term) {
    return Double.isFinite(values[term].toDouble(group));
  }

  @Override
  public Dyadic exact(int group, int term) {
    var sums = errors[term];
    var sum = values[term].toDyadic(group);
    return sums == null ? sum : sum.plus(sums.toDyadic(group));
  }

  @Override
  public TwoDoubles nearest(int group, int term) {
    var sums = errors[term];
    var sum = values[term].toTwoDoubles(group);
    return sums == null ? sum : sum.plus(sums.toTwoDoubles(group));
  }

  @Override
  public int scale(int variable) {
    return 0;
  }

  @Override
  public void clear(int groups) {
    for (var sums : all()) {
      sums.clear(groups);
    }
  }

  @Override
  public long sizeInBytes() {
    long bytes = 0;
    for (var sums : all()) {
      bytes += sums.sizeInBytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    for (var sums : all()) {
      sums.close();
    }
  }

  /// The sums in the order in which they travel.
  private List<ExactSums> all() {
    var all = new ArrayList<ExactSums>();
    for (int i = 0; i < values.length; i++) {
      all.add(values[i]);
      var sums = errors[i];
      if (sums != null) {
        all.add(sums);
      }
    }
    return all;
  }

  private static void add(ExactSums sums, RowGroups rows, double[] values) {
    if (rows.single()) {
      sums.addToFirst(values, rows.count());
    } else {
      sums.add(rows.groups(), values, rows.count());
    }
  }

  /// Fills `products` and `lost`; whether anything was lost.
  private boolean multiply(double[] left, double[] right, int count) {
    if (products.length < count) {
      products = new double[count];
      lost = new double[count];
    }
    double any = 0;
    for (int i = 0; i < count; i++) {
      double product = left[i] * right[i];
      double error = Math.fma(left[i], right[i], -product);
      products[i] = product;
      lost[i] = error;
      any = Math.max(any, Math.abs(error));
    }
    return any != 0;
  }
}
