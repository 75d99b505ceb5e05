package dev.mutirao.executor.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.And;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.Case;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.Coalesce;
import dev.mutirao.executor.plan.Expression.Constant;
import dev.mutirao.executor.plan.Expression.InList;
import dev.mutirao.executor.plan.Expression.InputColumn;
import dev.mutirao.executor.plan.Expression.IsNull;
import dev.mutirao.executor.plan.Expression.Or;
import dev.mutirao.executor.plan.Expression.When;
import dev.mutirao.executor.testing.TestColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpressionCompilerTest {
  private static final Expression X = new InputColumn(0, Simple.BIGINT);
  private static final Expression Y = new InputColumn(1, Simple.BIGINT);
  private static final Expression ZERO = new Constant(Literal.of(0));
  private static final Expression ONE = new Constant(Literal.of(1));

  private final ExpressionCompiler compiler = new ExpressionCompiler(FunctionRegistry.builtIn());
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    allocator.close();
  }

  @Test
  void nestedCallsAreComputed() {
    var product = call("*", Simple.BIGINT, X, call("-", Simple.BIGINT, Y, ONE));
    assertEquals(values(4L, null, 20L), evaluate(product, flat(2L, null, 5L), flat(3L, 4L, 5L)));
  }

  @Test
  void expressionsOfOneShapeDifferInTheirConstants() {
    for (long constant = 1; constant < 4; constant++) {
      var sum = call("+", Simple.BIGINT, X, new Constant(Literal.of(constant)));
      assertEquals(values(10 + constant), evaluate(sum, flat(10L)));
    }
  }

  @Test
  void aFunctionIsNotCalledOnNull() {
    var quotient = call("/", Simple.BIGINT, X, Y);
    assertEquals(values(null, 2L), evaluate(quotient, flat(null, 4L), flat(0L, 2L)));
  }

  @Test
  void aFailureNamesTheValues() {
    var quotient = call("/", Simple.BIGINT, X, Y);
    var error = assertThrows(MutiraoException.class, () -> evaluate(quotient, flat(7L), flat(0L)));
    assertEquals(ErrorCode.DIVISION_BY_ZERO, error.code());
    assertTrue(error.getMessage().contains("7 / 0"), error.getMessage());
  }

  @Test
  void overflowNamesTheOperandsAndTheCast() {
    var sum = call("+", Simple.BIGINT, X, ONE);
    var error = assertThrows(MutiraoException.class, () -> evaluate(sum, flat(Long.MAX_VALUE)));
    assertEquals(ErrorCode.NUMERIC_OVERFLOW, error.code());
    assertTrue(error.getMessage().contains("9223372036854775807 + 1"), error.getMessage());
    assertTrue(error.getMessage().contains("CAST(x AS DECIMAL(38, 0))"), error.getMessage());
  }

  @Test
  void aCaseBranchNotTakenDoesNotFail() {
    var safe =
        new Case(
            List.of(new When(call("<>", Simple.BOOLEAN, Y, ZERO), call("/", Simple.BIGINT, X, Y))),
            Optional.of(ZERO),
            Simple.BIGINT);
    assertEquals(values(3L, 0L, 0L), evaluate(safe, flat(6L, 1L, 2L), flat(2L, 0L, null)));
  }

  /// Each level has a form for columns without NULL and a general one, of which the level below is
  /// a part; made for each of them, 2^60 forms would never be done.
  @Test
  void nestedCasesAreMadeOnce() {
    Expression sum = X;
    for (int level = 1; level <= 60; level++) {
      var bound = new Constant(Literal.of(level));
      var below =
          new Case(
              List.of(new When(call(">", Simple.BOOLEAN, X, bound), sum)),
              Optional.of(ZERO),
              Simple.BIGINT);
      sum = call("+", Simple.BIGINT, call("greatest", Simple.BIGINT, X, ONE), below);
    }
    assertEquals(values(1L, 50L, 61 * 61L), evaluate(sum, flat(0L, 50L, 61L)));
    assertEquals(values(1L, 61 * 61L), evaluate(sum, flat(null, 61L)));
  }

  @Test
  void aCaseWithoutElseIsNull() {
    var sometimes =
        new Case(
            List.of(new When(call(">", Simple.BOOLEAN, X, ONE), X)),
            Optional.empty(),
            Simple.BIGINT);
    assertEquals(values(null, 2L, null), evaluate(sometimes, flat(1L, 2L, null)));
  }

  @Test
  void aCaseOfConstantsIsDictionaryEncoded() {
    var size =
        new Case(
            List.of(new When(call(">", Simple.BOOLEAN, X, ONE), new Constant(Literal.of("big")))),
            Optional.of(new Constant(Literal.of("small"))),
            Simple.VARCHAR);
    var x = flat((Object[]) new Long[] {1L, 2L, 3L, 0L});
    try (var batch = new Batch(4, x);
        var column = compiler.compile(size, schema(batch)).evaluate(batch, allocator)) {
      assertTrue(column.isDictionary());
      assertEquals(List.of("small", "big", "big", "small"), javaValues(column));
    }
  }

  @Test
  void coalesceEvaluatesLaterOperandsOnlyWhereNeeded() {
    var safe = new Coalesce(List.of(X, call("/", Simple.BIGINT, ONE, Y)), Simple.BIGINT);
    assertEquals(values(5L, 1L, null), evaluate(safe, flat(5L, null, null), flat(0L, 1L, null)));
  }

  @Test
  void andDoesNotFailBehindFalseAndOrNotBehindTrue() {
    var isOne = call("=", Simple.BOOLEAN, call("/", Simple.BIGINT, X, Y), ONE);
    var and = new And(List.of(call("<>", Simple.BOOLEAN, Y, ZERO), isOne));
    var or = new Or(List.of(call("=", Simple.BOOLEAN, Y, ZERO), isOne));
    assertEquals(values(true, false, null), evaluate(and, flat(2L, 1L, null), flat(2L, 0L, 1L)));
    assertEquals(values(true, true, null), evaluate(or, flat(2L, 1L, null), flat(2L, 0L, 1L)));
    assertArrayEquals(new int[] {0}, select(and, flat(2L, 1L, null), flat(2L, 0L, 1L)));
    assertArrayEquals(new int[] {0, 1}, select(or, flat(2L, 1L, null), flat(2L, 0L, 1L)));
  }

  @Test
  void logicIsThreeValued() {
    var a = new InputColumn(0, Simple.BOOLEAN);
    var b = new InputColumn(1, Simple.BOOLEAN);
    Object[] left = {true, true, true, false, false, false, null, null, null};
    Object[] right = {true, false, null, true, false, null, true, false, null};
    var columns = new Column[] {booleans(left), booleans(right)};
    assertEquals(
        values(true, false, null, false, false, false, null, false, null),
        evaluate(new And(List.of(a, b)), columns));
    columns = new Column[] {booleans(left), booleans(right)};
    assertEquals(
        values(true, true, true, true, false, null, true, null, null),
        evaluate(new Or(List.of(a, b)), columns));
  }

  @Test
  void nullTestsAreNeverNull() {
    assertEquals(values(false, true), evaluate(new IsNull(X), flat(1L, null)));
    assertArrayEquals(new int[] {1}, select(new IsNull(X), flat(1L, null)));
    var isNotNull = call("not", Simple.BOOLEAN, new IsNull(X));
    assertArrayEquals(new int[] {0}, select(isNotNull, flat(1L, null)));
  }

  @Test
  void inListsAreLookedUp() {
    var in = new InList(X, List.of(Literal.of(3), Literal.of(-1), Literal.of(Long.MAX_VALUE)));
    assertEquals(values(true, false, null, true), evaluate(in, flat(3L, 4L, null, Long.MAX_VALUE)));
    assertArrayEquals(new int[] {0, 3}, select(in, flat(3L, 4L, null, Long.MAX_VALUE)));
  }

  @Test
  void aNullConstantMakesTheCallNull() {
    var sum = call("+", Simple.BIGINT, X, new Constant(Literal.ofNull(Simple.BIGINT)));
    assertEquals(values(null, null), evaluate(sum, flat(1L, 2L)));
    var comparison = call("=", Simple.BOOLEAN, X, new Constant(Literal.ofNull(Simple.BIGINT)));
    assertArrayEquals(new int[0], select(comparison, flat(1L, 2L)));
  }

  @Test
  void aFunctionOfADictionaryIsComputedOncePerEntryInUse() {
    var quotient = call("/", Simple.BIGINT, ONE, X);
    var dictionary = TestColumns.flat(allocator, Simple.BIGINT, 1L, 0L, -1L);
    var indices = allocator.buffer(16);
    for (int row = 0; row < 4; row++) {
      indices.setInt(4L * row, row % 2 * 2);
    }
    try (var batch = new Batch(4, Column.dictionary(4, null, indices, dictionary));
        var column = compiler.compile(quotient, schema(batch)).evaluate(batch, allocator)) {
      assertTrue(column.isDictionary());
      assertEquals(List.of(1L, -1L, 1L, -1L), javaValues(column));
    }
  }

  /// Beside another input it has a loop of its own, in which a dictionary stays one.
  @Test
  void whatGivesNullIsFusedWhereNothingIsBesideIt() {
    var narrow = new Cast(X, Simple.TINYINT, true, 0, "UTC");
    var wide = new Cast(narrow, Simple.BIGINT, false, 0, "UTC");
    var functions = FunctionRegistry.builtIn();
    assertEquals(List.of(X), new Fusion(call("+", Simple.BIGINT, wide, ONE), functions).inputs());
    assertEquals(
        List.of(narrow, Y), new Fusion(call("+", Simple.BIGINT, wide, Y), functions).inputs());
    assertEquals(
        values(2L, null, null),
        evaluate(call("+", Simple.BIGINT, wide, ONE), flat(1L, 300L, null)));
    assertEquals(
        values(6L, null, null, null),
        evaluate(
            call("+", Simple.BIGINT, wide, Y), flat(1L, 300L, null, 2L), flat(5L, 5L, 5L, null)));
  }

  @Test
  void tryCastGivesNullForWhatDoesNotFit() {
    var narrow = new Cast(X, Simple.TINYINT, true, 0, "UTC");
    assertEquals(values(1L, null, null), evaluate(narrow, flat(1L, 300L, null)));
    var text = new Cast(new InputColumn(0, Simple.VARCHAR), Simple.BIGINT, true, 0, "UTC");
    var texts =
        TestColumns.flat(allocator, Simple.VARCHAR, " 12 ", "x", null, "9223372036854775808");
    assertEquals(values(12L, null, null, null), evaluate(text, texts));
  }

  @Test
  void aFailedCastNamesTheValueAndTheExpression() {
    var text = new Cast(new InputColumn(0, Simple.VARCHAR), Simple.BIGINT, false, 0, "UTC");
    var error =
        assertThrows(
            MutiraoException.class,
            () -> evaluate(text, TestColumns.flat(allocator, Simple.VARCHAR, "1", "12x")));
    assertEquals(ErrorCode.INVALID_CAST, error.code());
    assertTrue(error.getMessage().endsWith("'12x', in CAST(c0 AS BIGINT)"), error.getMessage());
  }

  @Test
  void anEmptyBatchIsFine() {
    assertEquals(List.of(), evaluate(call("+", Simple.BIGINT, X, Y), flat(), flat()));
    assertArrayEquals(new int[0], select(call("=", Simple.BOOLEAN, X, Y), flat(), flat()));
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() {
    var schema = Schema.of(Field.of("x", Simple.INTEGER));
    assertThrows(IllegalArgumentException.class, () -> compiler.compile(X, schema));
    assertFalse(compiler.compile(ONE, schema).type().equals(Simple.INTEGER));
  }

  private static Call call(String function, Type type, Expression... arguments) {
    return new Call(function, List.of(arguments), type);
  }

  private Column flat(Object... values) {
    return TestColumns.flat(allocator, Simple.BIGINT, values);
  }

  private Column booleans(Object... values) {
    return TestColumns.flat(allocator, Simple.BOOLEAN, values);
  }

  private static List<Object> values(Object... values) {
    return Arrays.asList(values);
  }

  private List<Object> evaluate(Expression expression, Column... columns) {
    try (var batch = new Batch(columns[0].rows(), columns);
        var result = compiler.compile(expression, schema(batch)).evaluate(batch, allocator)) {
      assertEquals(expression.type(), result.type());
      return javaValues(result);
    }
  }

  private int[] select(Expression predicate, Column... columns) {
    try (var batch = new Batch(columns[0].rows(), columns)) {
      var selected = new int[batch.rows()];
      int count =
          compiler.compileFilter(predicate, schema(batch)).select(batch, allocator, selected);
      return Arrays.copyOf(selected, count);
    }
  }

  private static List<Object> javaValues(Column column) {
    return TestColumns.literals(column).stream().map(Literal::value).toList();
  }

  private static Schema schema(Batch batch) {
    var fields = new java.util.ArrayList<Field>();
    for (int i = 0; i < batch.columnCount(); i++) {
      fields.add(Field.of("c" + i, batch.column(i).type()));
    }
    return new Schema(fields);
  }
}
