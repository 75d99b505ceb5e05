package dev.mutirao.executor.window;

import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.plan.PlanNode;

/// Makes what runs a {@link PlanNode.Window}.
public final class Windowing {
  private Windowing() {}

  /// @param batchRows rows in a batch of the output, at most
  public static Breaker breaker(PlanNode.Window node, OperatorMemory memory, int batchRows) {
    var state = new WindowState(WindowLayout.of(node), memory.state());
    return new Breaker(new WindowSink(state), new WindowSource(state, memory, batchRows));
  }
}
