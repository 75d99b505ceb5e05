package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.type.Type.Simple.BIGINT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Variances, covariances and regressions over integers and decimals, in two's complement wide
/// enough never to overflow. State: the count, then the 64-bit limbs of each sum, least significant
/// first.
final class IntegerMomentsAccumulator implements Accumulator, MomentSums {
  private static final BigInteger MASK =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

  private final List<Term> terms;
  private final List<Type> variables;

  /// Whether a variable has 128 bits.
  private final boolean wide;

  /// Words per group: the count, then the sums.
  private final int words;

  private final StateArray sums;
  private final Vectors[] vectors = {new Vectors(), new Vectors()};

  /// @param variables types of the arguments
  IntegerMomentsAccumulator(List<Term> terms, List<Type> variables, BufferAllocator state) {
    this.terms = terms;
    this.variables = variables;
    this.wide = isWide(variables);
    this.words = words(terms, wide);
    this.sums = new StateArray(state);
  }

  /// Types of the state columns.
  static List<Type> stateTypes(List<Term> terms, List<Type> variables) {
    return Collections.nCopies(words(terms, isWide(variables)), BIGINT);
  }

  private static boolean isWide(List<Type> variables) {
    return variables.stream().anyMatch(type -> type.layout() == Layout.INT128);
  }

  private static int words(List<Term> terms, boolean wide) {
    return 1 + terms.stream().mapToInt(term -> limbs(term, wide)).sum();
  }

  /// 64 bits for the number of rows beside those of a value or product.
  private static int limbs(Term term, boolean wide) {
    return term.isProduct() ? wide ? 5 : 3 : wide ? 3 : 2;
  }

  @Override
  public void grow(int groups) {
    sums.reserve((long) groups * words << 3);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    var memory = sums.segment();
    for (int i = 0; i < rows.count(); i++) {
      long at = (long) rows.groups()[i] * words << 3;
      memory.set(LONG, at, memory.get(LONG, at) + 1);
    }
    if (wide) {
      addWide(rows, arguments);
      return;
    }
    var values = new long[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      values[i] = vectors[i].longs(arguments[i], rows);
    }
    int word = 1;
    for (var term : terms) {
      if (term.isProduct()) {
        addProducts(rows, values[term.variable()], values[term.other()], word);
      } else {
        addValues(rows, values[term.variable()], word);
      }
      word += limbs(term, false);
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var memory = sums.segment();
    for (int i = 0; i < rows.count(); i++) {
      long at = (long) rows.groups()[i] * words << 3;
      long row = (long) rows.row(i) << 3;
      memory.set(LONG, at, memory.get(LONG, at) + state[0].values().get(LONG, row));
      int word = 1;
      for (var term : terms) {
        long carry = 0;
        for (int end = word + limbs(term, wide); word < end; word++) {
          carry = add(memory, at + 8L * word, state[word].values().get(LONG, row), carry);
        }
      }
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    var memory = sums.segment();
    for (int word = 0; word < words; word++) {
      try (var states = new FixedColumnWriter(allocator, BIGINT, to - from)) {
        for (int i = from; i < to; i++) {
          long value = memory.get(LONG, ((long) groups[i] * words + word) << 3);
          states.cells().set(LONG, (long) (i - from) << 3, value);
        }
        output.add(states.finish());
      }
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
    return sums.segment().get(LONG, (long) group * words << 3);
  }

  @Override
  public boolean isFinite(int group, int term) {
    return true;
  }

  @Override
  public Dyadic exact(int group, int term) {
    var value = BigInteger.ZERO;
    int first = firstWord(term);
    int last = first + limbs(terms.get(term), wide) - 1;
    for (int word = last; word >= first; word--) {
      var limb = BigInteger.valueOf(limb(group, word));
      value = value.shiftLeft(Long.SIZE).add(word == last ? limb : limb.and(MASK));
    }
    return new Dyadic(value, 0);
  }

  @Override
  public TwoDoubles nearest(int group, int term) {
    int first = firstWord(term);
    long low = limb(group, first);
    boolean narrow = true;
    for (int word = first + 1; word < first + limbs(terms.get(term), wide); word++) {
      narrow &= limb(group, word) == low >> 63;
    }
    if (narrow) {
      double rounded = low;
      // 2^63 does not come back as itself.
      double rest = rounded == 0x1p63 ? (double) (low - Long.MAX_VALUE - 1) : low - (long) rounded;
      return new TwoDoubles(rounded, rest);
    }
    var value = exact(group, term).value();
    double rounded = value.doubleValue();
    if (!Double.isFinite(rounded)) {
      return new TwoDoubles(rounded, rounded);
    }
    var rest = value.subtract(new java.math.BigDecimal(rounded).toBigInteger());
    return new TwoDoubles(rounded, rest.doubleValue());
  }

  @Override
  public int scale(int variable) {
    return variables.get(variable) instanceof Type.Decimal decimal ? decimal.scale() : 0;
  }

  @Override
  public void clear(int groups) {
    sums.zero((long) groups * words << 3);
  }

  @Override
  public long sizeInBytes() {
    return sums.sizeInBytes();
  }

  @Override
  public void close() {
    sums.close();
  }

  private long limb(int group, int word) {
    return sums.segment().get(LONG, ((long) group * words + word) << 3);
  }

  private int firstWord(int term) {
    int word = 1;
    for (var before : terms.subList(0, term)) {
      word += limbs(before, wide);
    }
    return word;
  }

  private void addValues(RowGroups rows, long[] values, int word) {
    var memory = sums.segment();
    var groups = rows.groups();
    for (int i = 0, count = rows.count(); i < count; i++) {
      long at = ((long) groups[i] * words + word) << 3;
      long carry = add(memory, at, values[i], 0);
      add(memory, at + 8, values[i] >> 63, carry);
    }
  }

  private void addProducts(RowGroups rows, long[] left, long[] right, int word) {
    var memory = sums.segment();
    var groups = rows.groups();
    for (int i = 0, count = rows.count(); i < count; i++) {
      long at = ((long) groups[i] * words + word) << 3;
      long high = Math.multiplyHigh(left[i], right[i]);
      long carry = add(memory, at, left[i] * right[i], 0);
      carry = add(memory, at + 8, high, carry);
      if ((high >> 63) + carry != 0) {
        add(memory, at + 16, high >> 63, carry);
      }
    }
  }

  /// Any widths, one row at a time.
  private void addWide(RowGroups rows, Column[] arguments) {
    var memory = sums.segment();
    var values = new BigInteger[arguments.length];
    for (int i = 0; i < rows.count(); i++) {
      for (int argument = 0; argument < values.length; argument++) {
        values[argument] = integer(arguments[argument], rows.row(i));
      }
      int word = 1;
      for (var term : terms) {
        var value = values[term.variable()];
        var sum = term.isProduct() ? value.multiply(values[term.other()]) : value;
        long carry = 0;
        for (int end = word + limbs(term, true); word < end; word++) {
          long at = ((long) rows.groups()[i] * words + word) << 3;
          carry = add(memory, at, sum.longValue(), carry);
          sum = sum.shiftRight(Long.SIZE);
        }
      }
    }
  }

  private static BigInteger integer(Column column, int row) {
    long cell = Vectors.cell(column, row);
    var values = Vectors.flat(column).values();
    return switch (column.layout()) {
      case INT8 -> BigInteger.valueOf(values.get(Column.BYTE, cell));
      case INT16 -> BigInteger.valueOf(values.get(Column.SHORT, cell << 1));
      case INT32 -> BigInteger.valueOf(values.get(Column.INT, cell << 2));
      case INT64 -> BigInteger.valueOf(values.get(LONG, cell << 3));
      case INT128 ->
          BigInteger.valueOf(values.get(LONG, (cell << 4) + 8))
              .shiftLeft(Long.SIZE)
              .add(BigInteger.valueOf(values.get(LONG, cell << 4)).and(MASK));
      case BIT, FLOAT32, FLOAT64, BYTES ->
          throw new IllegalArgumentException("no integers: " + column.type().sql());
    };
  }

  /// Adds to the limb at `at`; gives the carry out of it.
  private static long add(MemorySegment memory, long at, long value, long carry) {
    long mine = memory.get(LONG, at);
    long sum = mine + value + carry;
    memory.set(LONG, at, sum);
    return (mine & value | (mine | value) & ~sum) >>> 63;
  }
}
