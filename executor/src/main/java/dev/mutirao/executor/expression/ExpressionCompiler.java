package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.Expression;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;

/// Makes evaluators of expressions. Thread-safe; one per process, since it keeps compiled loops for
/// the next query of the same shape.
public final class ExpressionCompiler {
  private final FunctionRegistry functions;
  private final LoopCompiler loops;

  public ExpressionCompiler(FunctionRegistry functions) {
    this.functions = Objects.requireNonNull(functions, "functions");
    this.loops = new LoopCompiler(functions);
  }

  /// An evaluator of `expression` for batches of schema `input`.
  ///
  /// @throws IllegalArgumentException when the expression is not typed as the functions want it
  public Evaluator compile(Expression expression, Schema input) {
    ExpressionCheck.check(expression, input);
    var root = new Nodes(functions, loops).node(expression);
    return new Evaluator() {
      @Override
      public Type type() {
        return expression.type();
      }

      @Override
      public Column evaluate(Batch batch, BufferAllocator allocator) {
        try {
          return root.evaluate(new Evaluation(batch, allocator), Rows.all(batch.rows()));
        } catch (MutiraoException failure) {
          throw QueryErrors.within(failure, () -> ExpressionText.of(expression, input));
        }
      }
    };
  }

  /// A selector of the rows on which `predicate`, a BOOLEAN expression, is true.
  ///
  /// @throws IllegalArgumentException when the predicate is not typed as the functions want it
  public Selector compileFilter(Expression predicate, Schema input) {
    ExpressionCheck.check(predicate, input);
    var root = new Nodes(functions, loops).filter(predicate);
    return (batch, allocator, selected) -> {
      try {
        return root.select(new Evaluation(batch, allocator), Rows.all(batch.rows()), selected);
      } catch (MutiraoException failure) {
        throw QueryErrors.within(failure, () -> ExpressionText.of(predicate, input));
      }
    };
  }
}
