package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Concat;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.batch.Scatter;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// Values that are brought from some columns to another one.
final class ColumnWork implements KernelWork {
  private static final int ROWS = Batch.TARGET_ROWS;
  private static final int PARTS = 4;

  private final BufferAllocator allocator = new RootAllocator();
  private final List<Column> input;
  private final Move move;

  /// What the rows of a column hold.
  @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
  enum Values {
    NUMBERS(Type.Simple.BIGINT, row -> Literal.of(row * 7919L % 100_003)),
    SPARSE_NUMBERS(Type.Simple.BIGINT, row -> Literal.of(row * 7919L % 100_003 * 1_000_000_007)),
    /// Of 12 to 16 bytes, most of 16.
    TEXTS(Type.Simple.VARCHAR, row -> Literal.of("Município " + row * 7919L % 100_003));

    private final Type type;
    private final IntFunction<Literal> of;

    Values(Type type, IntFunction<Literal> of) {
      this.type = type;
      this.of = of;
    }

    Type type() {
      return type;
    }

    Literal of(int row) {
      return of.apply(row);
    }

    /// Flat, of the rows `from` to before `to`.
    Column column(int from, int to, BufferAllocator allocator) {
      return Cells.column(type, IntStream.range(from, to).mapToObj(of).toList(), allocator);
    }
  }

  /// What makes one column of some.
  private interface Move {
    Column of(List<Column> columns, BufferAllocator allocator);
  }

  /// @param parts in how many columns the rows lie
  /// @param from which row of the input a row of the result is
  private ColumnWork(Values values, int parts, Move move, IntUnaryOperator from) {
    this.move = move;
    int each = ROWS / parts;
    this.input =
        IntStream.range(0, parts)
            .mapToObj(part -> values.column(part * each, (part + 1) * each, allocator))
            .toList();
    try (var result = move.of(input, allocator)) {
      for (int row = 0; row < ROWS; row++) {
        KernelWork.check("row " + row, Cells.literal(result, row), values.of(from.applyAsInt(row)));
      }
    }
  }

  /// All rows of a column, in random order.
  static KernelWork gathering(Values values) {
    var order = shuffled(ROWS);
    return new ColumnWork(
        values,
        1,
        (columns, allocator) -> Gather.rows(columns.getFirst(), order, ROWS, allocator),
        row -> order[row]);
  }

  /// The rows of some columns, each to a random place.
  static KernelWork scattering(Values values) {
    var places = shuffled(ROWS);
    var from = new int[ROWS];
    IntStream.range(0, ROWS).forEach(row -> from[places[row]] = row);
    return new ColumnWork(
        values,
        PARTS,
        (columns, allocator) -> Scatter.rows(columns, places, ROWS, allocator),
        row -> from[row]);
  }

  /// The rows of some columns under each other.
  static KernelWork concatenating(Values values) {
    return new ColumnWork(values, PARTS, Concat::columns, row -> row);
  }

  /// The numbers below `count` in a random order, the same each time.
  static int[] shuffled(int count) {
    var numbers = IntStream.range(0, count).boxed().collect(Collectors.toList());
    Collections.shuffle(numbers, new Random(1));
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public int run() {
    try (var result = move.of(input, allocator)) {
      return result.rows();
    }
  }

  @Override
  public void close() {
    input.forEach(Column::close);
    allocator.close();
  }
}
