package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ColumnBuilder;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.expression.Selector;
import dev.mutirao.executor.function.FunctionRegistry;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;

/// An expression, compiled, over a batch of [Row]s.
final class ExpressionWork implements KernelWork {
  private final RootAllocator allocator = new RootAllocator();
  private final ExpressionKernel kernel;
  private final List<Row> rows = Row.some(Batch.TARGET_ROWS);
  private final Batch input;
  private final IntSupplier work;

  /// @throws IllegalStateException when the kernel gives anything but what plain Java gives
  ExpressionWork(ExpressionKernel kernel) {
    this.kernel = kernel;
    this.input =
        new Batch(
            rows.size(),
            column(Type.Simple.BIGINT, row -> Literal.of(row.quantity())),
            column(Type.Simple.DOUBLE, row -> Literal.of(row.price())),
            column(Type.Simple.DOUBLE, row -> Literal.of(row.discount())),
            column(Type.Simple.VARCHAR, row -> Literal.of(row.customer())));
    var compiler = new ExpressionCompiler(FunctionRegistry.builtIn());
    var expression = kernel.expression();
    this.work =
        expression.type() == Type.Simple.BOOLEAN
            ? selecting(compiler.compileFilter(expression, ExpressionKernel.SCHEMA))
            : computing(compiler.compile(expression, ExpressionKernel.SCHEMA));
  }

  @Override
  public int run() {
    return work.getAsInt();
  }

  private IntSupplier selecting(Selector selector) {
    var selected = new int[rows.size()];
    int count = selector.select(input, allocator, selected);
    var chosen = new BitSet();
    IntStream.of(selected).limit(count).forEach(chosen::set);
    for (int row = 0; row < rows.size(); row++) {
      check(row, chosen.get(row));
    }
    return () -> selector.select(input, allocator, selected);
  }

  private IntSupplier computing(Evaluator evaluator) {
    try (var column = evaluator.evaluate(input, allocator);
        var result = new Batch(rows.size(), column.share())) {
      for (int row = 0; row < rows.size(); row++) {
        check(row, Cells.row(result, row).getFirst().value());
      }
    }
    return () -> {
      try (var column = evaluator.evaluate(input, allocator)) {
        return column.rows();
      }
    };
  }

  private void check(int row, Object given) {
    var expected = kernel.plain(rows.get(row));
    if (!given.equals(expected)) {
      throw new IllegalStateException(
          kernel + " gives " + given + " for " + rows.get(row) + ", expected " + expected);
    }
  }

  private Column column(Type type, Function<Row, Literal> value) {
    try (var builder = new ColumnBuilder(type, rows.size(), allocator)) {
      rows.forEach(row -> builder.append(value.apply(row)));
      return builder.build();
    }
  }

  @Override
  public void close() {
    input.close();
    allocator.close();
  }
}
