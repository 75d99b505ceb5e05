package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;

/// Runs the passes.
public final class Optimizer {
  private Optimizer() {}

  /// A pass as users see it.
  public record PassDescription(String name, String sentence, boolean required) {}

  /// How long a pass took.
  public record Timing(String pass, long nanos) {}

  /// The tree after all passes, and how long each took.
  public record Result(RelNode tree, List<Timing> timings) {
    public Result {
      timings = List.copyOf(timings);
    }
  }

  /// All passes, in order.
  public static List<PassDescription> passes() {
    return Passes.ALL.stream()
        .map(pass -> new PassDescription(pass.name(), pass.sentence(), pass.required()))
        .toList();
  }

  /// @param disabled names of passes to leave out, none of them required
  public static Result optimize(RelNode tree, Set<String> disabled) {
    var timings = new ArrayList<Timing>();
    var current = tree;
    for (var pass : Passes.ALL) {
      if (disabled.contains(pass.name())) {
        continue;
      }
      var start = System.nanoTime();
      var next = pass.step().apply(current);
      timings.add(new Timing(pass.name(), System.nanoTime() - start));
      PlanCheck.sameColumns(pass.name(), current, next);
      current = next;
    }
    return new Result(current, timings);
  }
}
