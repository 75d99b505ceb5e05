package dev.mutirao.planner.explain;

import dev.mutirao.planner.optimize.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// How long the steps of planning one statement took, in their order. One thread's.
public final class PlanningTimes {
  /// @param name `parse`, `validate`, `fragments`, or a pass of the optimiser
  public record Step(String name, long nanos) {}

  private final List<Step> steps = new ArrayList<>();

  /// Does a step.
  public <T> T measure(String name, Supplier<T> step) {
    var start = System.nanoTime();
    var result = step.get();
    steps.add(new Step(name, System.nanoTime() - start));
    return result;
  }

  public void add(List<Optimizer.Timing> passes) {
    passes.forEach(pass -> steps.add(new Step(pass.pass(), pass.nanos())));
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }
}
