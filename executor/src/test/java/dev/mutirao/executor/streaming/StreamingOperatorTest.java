package dev.mutirao.executor.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.expression.Selector;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.testing.AssertingSink;
import dev.mutirao.executor.testing.PipelineTester;
import dev.mutirao.executor.testing.RandomRows;
import dev.mutirao.executor.testing.RowCollector;
import dev.mutirao.executor.testing.RowSource;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamingOperatorTest {
  private static final Schema SCHEMA =
      Schema.of(Field.of("x", Type.Simple.BIGINT), Field.of("t", Type.Simple.VARCHAR));

  private static final Selector POSITIVE =
      (batch, allocator, selected) -> {
        int count = 0;
        for (int row = 0; row < batch.rows(); row++) {
          if (Cells.literal(batch.column(0), row).value() instanceof Long x && x > 0) {
            selected[count++] = row;
          }
        }
        return count;
      };

  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    root.close();
  }

  @Test
  void filterGivesTheRowsOnWhichThePredicateIsTrue() {
    for (int count : new int[] {0, 1, 2000}) {
      for (double nulls : new double[] {0, 0.3, 1}) {
        var rows = new RandomRows(count, 9, nulls).rows(SCHEMA, count);
        var expected =
            rows.stream().filter(row -> row.getFirst().value() instanceof Long x && x > 0).toList();
        assertEquals(expected, run(rows, FilterOperator.factory(POSITIVE, root), 1, 3));
      }
    }
  }

  @Test
  void aBatchThatPassesWholeIsNotCopied() {
    Selector everything =
        (batch, allocator, selected) -> {
          IntStream.range(0, batch.rows()).forEach(row -> selected[row] = row);
          return batch.rows();
        };
    var batch =
        RowSource.batch(
            SCHEMA, new RandomRows(1, 5, 0).rows(SCHEMA, 10), root, new java.util.Random(1));
    var passed = new HashSet<Batch>();
    try (var operator = FilterOperator.factory(everything, root).open()) {
      operator.push(batch, collect(passed));
    }
    assertTrue(passed.contains(batch));
    batch.close();
  }

  @Test
  void projectGivesOneColumnPerExpression() {
    var rows = new RandomRows(4, 9, 0.2).rows(SCHEMA, 500);
    var factory = ProjectOperator.factory(List.of(column(1), column(0), column(1)), root);
    var expected = rows.stream().map(row -> List.of(row.get(1), row.get(0), row.get(1))).toList();
    assertEquals(expected, run(rows, factory, 1, 8));
  }

  @Test
  void aFailingExpressionReleasesTheColumnsBefore() {
    var rows = new RandomRows(4, 9, 0.2).rows(SCHEMA, 500);
    var failing =
        new Evaluator() {
          @Override
          public Type type() {
            return Type.Simple.BIGINT;
          }

          @Override
          public Column evaluate(Batch input, BufferAllocator allocator) {
            throw new RowSource.ExpectedFailure();
          }
        };
    Selector failingSelector =
        (batch, allocator, selected) -> {
          throw new RowSource.ExpectedFailure();
        };
    for (var factory :
        List.of(
            ProjectOperator.factory(List.of(column(0), failing), root),
            FilterOperator.factory(failingSelector, root))) {
      assertThrows(RowSource.ExpectedFailure.class, () -> run(rows, factory, 2, 8));
    }
  }

  @Test
  void limitGivesTheRowsBetweenItsBoundsInOrder() {
    var rows = new RandomRows(2, 1000, 0.1).rows(SCHEMA, 200);
    for (long offset : new long[] {0, 1, 50, 199, 500}) {
      for (long limit : new long[] {0, 1, 30, 199, Long.MAX_VALUE}) {
        var factory = LimitOperator.factory(limit(offset, OptionalLong.of(limit)), root);
        var expected = rows.stream().skip(offset).limit(limit).toList();
        assertEquals(expected, run(rows, factory, 1, offset + limit));
      }
    }
    var unbounded = LimitOperator.factory(limit(7, OptionalLong.empty()), root);
    assertEquals(rows.subList(7, 200), run(rows, unbounded, 1, 3));
  }

  @Test
  void threadsShareOneLimit() {
    var rows = new RandomRows(2, 1000, 0.1).rows(SCHEMA, 400);
    for (int seed = 0; seed < 10; seed++) {
      var factory = LimitOperator.factory(limit(10, OptionalLong.of(300)), root);
      assertEquals(300, run(rows, factory, 3, seed).size());
    }
  }

  @Test
  void aReachedLimitEndsTheInput() {
    var factory = LimitOperator.factory(limit(1, OptionalLong.of(2)), root);
    var rows = new RandomRows(2, 1000, 0.1).rows(SCHEMA, 3);
    var batch = RowSource.batch(SCHEMA, rows, root, new java.util.Random(1));
    var passed = new HashSet<Batch>();
    try (var operator = factory.open()) {
      assertTrue(operator.wantsMore());
      operator.push(batch, collect(passed));
      assertFalse(operator.wantsMore());
    }
    assertEquals(2, passed.iterator().next().rows());
    passed.forEach(Batch::close);
  }

  @Test
  void valuesComeInBatches() {
    for (int count : new int[] {0, 1, 10, 11, 95}) {
      var rows = new RandomRows(count, 20, 0.2).rows(SCHEMA, count);
      var node = new PlanNode.Values(SCHEMA, rows.stream().map(PlanNode.Row::new).toList());
      var result = new RowCollector();
      PipelineTester.threads(1).run(new ValuesSource(node, root, 10), List.of(), result);
      assertEquals(rows, result.rows());
      var shared = new RowCollector();
      PipelineTester.threads(3).run(new ValuesSource(node, root, 10), List.of(), shared);
      assertEquals(count, shared.rows().size());
    }
  }

  @Test
  void singleRowLetsOneRowThrough() {
    var rows = new RandomRows(1, 5, 0).rows(SCHEMA, 1);
    for (int threads = 1; threads <= 3; threads++) {
      assertEquals(rows, run(rows, SingleRowOperator.factory(SCHEMA, root), threads, 1));
    }
  }

  @Test
  void singleRowGivesNullsWhenThereIsNone() {
    var nulls = List.of(Literal.ofNull(Type.Simple.BIGINT), Literal.ofNull(Type.Simple.VARCHAR));
    for (int threads = 1; threads <= 3; threads++) {
      assertEquals(
          List.of(nulls), run(List.of(), SingleRowOperator.factory(SCHEMA, root), threads, 1));
    }
  }

  @Test
  void singleRowFailsOnASecond() {
    var rows = new RandomRows(1, 5, 0).rows(SCHEMA, 2);
    for (int threads = 1; threads <= 3; threads++) {
      int count = threads;
      var failure =
          assertThrows(
              MutiraoException.class,
              () -> run(rows, SingleRowOperator.factory(SCHEMA, root), count, 1));
      assertEquals(ErrorCode.CARDINALITY_VIOLATION, failure.code());
    }
  }

  private static PlanNode.Limit limit(long offset, OptionalLong limit) {
    return new PlanNode.Limit(new PlanNode.Values(SCHEMA, List.of()), offset, limit);
  }

  private static Evaluator column(int index) {
    return new Evaluator() {
      @Override
      public Type type() {
        return SCHEMA.type(index);
      }

      @Override
      public Column evaluate(Batch input, BufferAllocator allocator) {
        return input.column(index).share();
      }
    };
  }

  private static Output collect(Set<Batch> batches) {
    return new Output() {
      @Override
      public void accept(Batch batch) {
        batches.add(batch);
      }

      @Override
      public boolean wantsMore() {
        return true;
      }
    };
  }

  private List<List<Literal>> run(
      List<List<Literal>> rows, OperatorFactory factory, int threads, long seed) {
    var result = new RowCollector();
    var sink = new AssertingSink(result);
    PipelineTester.threads(threads)
        .run(new RowSource(SCHEMA, rows, root, seed), List.of(factory), sink);
    sink.close();
    return result.rows();
  }
}
