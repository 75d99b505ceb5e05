package dev.mutirao.executor.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.testing.RandomValues;
import dev.mutirao.executor.testing.TestColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random expressions on random batches: compiled against {@link RowInterpreter}.
class ExpressionOracleTest {
  private static final int EXPRESSIONS = Integer.getInteger("mutirao.test.expressions", 300);

  private static final RowInterpreter EAGER = new RowInterpreter(true);
  private static final RowInterpreter LENIENT = new RowInterpreter(false);

  private final ExpressionCompiler compiler = new ExpressionCompiler(FunctionRegistry.builtIn());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void compiledExpressionsAgreeWithTheInterpreter(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < EXPRESSIONS; i++) {
      try (var allocator = new RootAllocator()) {
        int rows = random.nextInt(4) == 0 ? 1 : random.nextInt(200);
        double nulls = random.nextInt(3) * 0.2;
        var columns = new ArrayList<List<Literal>>();
        var fields = new ArrayList<Field>();
        var built = new ArrayList<Column>();
        for (var type : RandomExpressions.TYPES) {
          for (boolean encoded : new boolean[] {false, true}) {
            var values = RandomValues.values(type, rows, nulls, random);
            columns.add(values);
            fields.add(Field.of("c" + fields.size(), type));
            built.add(
                encoded
                    ? TestColumns.encoded(allocator, type, values)
                    : Cells.column(type, values, allocator));
          }
        }
        var schema = new Schema(fields);
        var expressions = new RandomExpressions(schema, random);
        var type = RandomExpressions.TYPES.get(random.nextInt(RandomExpressions.TYPES.size()));
        try (var batch = new Batch(rows, built)) {
          check(expressions.of(type, 1 + random.nextInt(3)), schema, batch, columns, allocator);
          checkFilter(expressions.predicate(2), schema, batch, columns, allocator);
        }
      }
    }
  }

  private void check(
      Expression expression,
      Schema schema,
      Batch batch,
      List<List<Literal>> columns,
      RootAllocator allocator) {
    var expected = values(LENIENT, expression, columns, batch.rows());
    var evaluator = compiler.compile(expression, schema);
    try (var result = evaluator.evaluate(batch, allocator)) {
      assertTrue(expected.isPresent(), () -> "did not fail: " + expression);
      for (int row = 0; row < batch.rows(); row++) {
        same(expected.get().get(row), Cells.literal(result, row).value(), expression, columns, row);
      }
    } catch (MutiraoException e) {
      var mayFail = values(EAGER, expression, columns, batch.rows()).isEmpty();
      assertTrue(mayFail, () -> "failed: " + expression + ": " + e);
    }
  }

  private void checkFilter(
      Expression predicate,
      Schema schema,
      Batch batch,
      List<List<Literal>> columns,
      RootAllocator allocator) {
    var expected = values(LENIENT, predicate, columns, batch.rows());
    var selector = compiler.compileFilter(predicate, schema);
    var selected = new int[batch.rows()];
    try {
      int count = selector.select(batch, allocator, selected);
      assertTrue(expected.isPresent(), () -> "did not fail: " + predicate);
      var rows = new ArrayList<Integer>();
      for (int row = 0; row < batch.rows(); row++) {
        if (Boolean.TRUE.equals(expected.get().get(row))) {
          rows.add(row);
        }
      }
      assertEquals(rows, Arrays.stream(selected, 0, count).boxed().toList(), predicate::toString);
    } catch (MutiraoException e) {
      var mayFail = values(EAGER, predicate, columns, batch.rows()).isEmpty();
      assertTrue(mayFail, () -> "failed: " + predicate + ": " + e);
    }
  }

  /// The interpreter's values; empty when it fails on a row.
  private static Optional<List<Object>> values(
      RowInterpreter interpreter, Expression expression, List<List<Literal>> columns, int rows) {
    var values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      try {
        values.add(interpreter.evaluate(expression, row(columns, row)));
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static List<Literal> row(List<List<Literal>> columns, int row) {
    return columns.stream().map(column -> column.get(row)).toList();
  }

  private static void same(
      Object expected, Object actual, Expression expression, List<List<Literal>> columns, int row) {
    boolean same =
        expected instanceof Double a && actual instanceof Double b
            ? a.doubleValue() == b || a.isNaN() && b.isNaN()
            : java.util.Objects.equals(expected, actual);
    assertTrue(
        same,
        () -> expression + "\nof " + row(columns, row) + "\nis " + expected + ", got " + actual);
  }
}
