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
public record TaskSpecification(
    TaskId task,
    PlanFragment fragment,
    int consumers,
    Map<Integer, List<TaskAddress>> producers,
    Map<String, String> settings) {
  public TaskSpecification {
    producers = Map.copyOf(producers);
    settings = Map.copyOf(settings);
  }
}
