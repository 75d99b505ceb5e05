package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;

/// An input column.
record InputNode(int index, Type type) implements Node {
  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    return evaluation.batch().column(index).share();
  }
}
