package dev.mutirao.executor.operator;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import java.util.ArrayList;
import java.util.List;

/// One thread's instances of operators that feed each other, the last of which feeds `output`.
final class OperatorChain implements AutoCloseable {
  private final List<Operator> operators = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

  OperatorChain(List<OperatorFactory> factories, Output output) {
    factories.forEach(factory -> operators.add(factory.open()));
    var next = output;
    outputs.add(next);
    for (int at = operators.size() - 1; at >= 0; at--) {
      next = new Step(operators.get(at), next);
      outputs.addFirst(next);
    }
  }

  void push(Batch batch) {
    outputs.getFirst().accept(batch);
  }

  /// The input has ended: every operator gives what is left to the next, then that one ends.
  void finish() {
    for (int at = 0; at < operators.size(); at++) {
      operators.get(at).finish(outputs.get(at + 1));
    }
  }

  /// False once some operator wants no more.
  boolean wantsMore() {
    return outputs.getFirst().wantsMore();
  }

  @Override
  public void close() {
    operators.forEach(Operator::close);
  }

  private record Step(Operator operator, Output next) implements Output {
    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0 || !operator.wantsMore()) {
        batch.close();
      } else {
        operator.push(batch, next);
      }
    }

    @Override
    public boolean wantsMore() {
      return operator.wantsMore() && next.wantsMore();
    }
  }
}
