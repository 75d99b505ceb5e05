package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.util.Set;

/// Computes the {@link PresentForm} where no column that it hangs on holds a NULL, else the general
/// form.
record PresentNode(Set<Integer> columns, Node present, Node general) implements Node {
  @Override
  public Type type() {
    return general.type();
  }

  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    boolean anyNull =
        columns.stream().anyMatch(column -> evaluation.batch().column(column).mayHaveNulls());
    return (anyNull ? general : present).evaluate(evaluation, rows);
  }
}
