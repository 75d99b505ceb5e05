package dev.mutirao.executor.window;

import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.plan.PlanNode;

/// Makes what runs a {@link PlanNode.Window}.
public final class Windowing {
  private Windowing() {}

  /// @param accumulators makes the states of aggregates, and knows the functions of users
  /// @param batchRows rows in a batch of the output, at most
  public static Breaker breaker(
      PlanNode.Window node, Accumulators accumulators, OperatorMemory memory, int batchRows) {
    var state = new WindowState(WindowLayout.of(node, accumulators), memory.state());
    return new Breaker(new WindowSink(state), new WindowSource(state, memory, batchRows));
  }
}
