package dev.mutirao.executor.task;

import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.TaskId;
import java.util.List;
import java.util.Map;

/// Everything an executor needs to start a task.
///
/// @param task the task's name; `index` tells it which queue of its producers is its own
/// @param fragment what it runs
/// @param consumers how many queues its output has
/// @param producers for each fragment that this one reads, the tasks that run it
/// @param settings session settings that execution looks at, such as `batch_rows`
/// @param splits the first splits of its scans, by the scan; it asks for the others, and for all of
///   a scan that is not named here
public record TaskSpecification(
    TaskId task,
    PlanFragment fragment,
    int consumers,
    Map<Integer, List<TaskAddress>> producers,
    Map<String, String> settings,
    Map<Integer, SplitPortion> splits) {
  public TaskSpecification {
    producers = Map.copyOf(producers);
    settings = Map.copyOf(settings);
    splits = Map.copyOf(splits);
  }

  /// The same, with these first splits.
  public TaskSpecification withSplits(Map<Integer, SplitPortion> first) {
    return new TaskSpecification(task, fragment, consumers, producers, settings, first);
  }
}
