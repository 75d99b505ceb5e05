package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;

/// The same value on every row.
record ConstantNode(Literal literal) implements Node {
  @Override
  public Type type() {
    return literal.type();
  }

  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    return ConstantColumn.of(literal, evaluation.batch().rows(), evaluation.allocator());
  }
}
