package dev.mutirao.server.scheduler;

import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.TaskSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which executor runs which tasks of a query. Fragments that run once all run on one executor,
/// another for each query.
record Assignment(Map<ExecutorInfo, List<TaskSpecification>> tasks, List<TaskAddress> roots) {
  /// Assigns every task of a plan to the executors, of which there is at least one.
  static Assignment of(
      QueryId query, QueryPlan plan, List<ExecutorInfo> executors, Map<String, String> settings) {
    var addresses = new HashMap<Integer, List<TaskAddress>>();
    var hosts = new HashMap<Integer, List<ExecutorInfo>>();
    var consumers = new HashMap<Integer, Integer>();
    for (var fragment : plan.fragments()) {
      var placed = placed(query, fragment, executors);
      hosts.put(fragment.number(), placed);
      var ofFragment = new ArrayList<TaskAddress>();
      for (int index = 0; index < placed.size(); index++) {
        var task = new TaskId(query, fragment.number(), index, 0);
        ofFragment.add(new TaskAddress(task, placed.get(index).address()));
      }
      addresses.put(fragment.number(), List.copyOf(ofFragment));
    }
    for (var fragment : plan.fragments()) {
      for (int producer : producers(fragment.root())) {
        consumers.put(producer, addresses.get(fragment.number()).size());
      }
    }
    var tasks = new LinkedHashMap<ExecutorInfo, List<TaskSpecification>>();
    for (var fragment : plan.fragments()) {
      var producers = new HashMap<Integer, List<TaskAddress>>();
      for (int producer : producers(fragment.root())) {
        producers.put(producer, addresses.get(producer));
      }
      var placed = hosts.get(fragment.number());
      for (int index = 0; index < placed.size(); index++) {
        var task = addresses.get(fragment.number()).get(index).task();
        int queues =
            fragment.partitioning() instanceof Partitioning.Shared(var readers)
                ? readers
                : consumers.getOrDefault(fragment.number(), 1);
        tasks
            .computeIfAbsent(placed.get(index), executor -> new ArrayList<>())
            .add(new TaskSpecification(task, fragment, queues, producers, settings, Map.of()));
      }
    }
    return new Assignment(tasks, addresses.get(0));
  }

  private static List<ExecutorInfo> placed(
      QueryId query, PlanFragment fragment, List<ExecutorInfo> executors) {
    return switch (fragment.placement()) {
      case EVERY_EXECUTOR -> executors;
      case ONE_EXECUTOR ->
          List.of(executors.get(Math.floorMod(query.hashCode(), executors.size())));
    };
  }

  /// The fragments that a tree reads.
  private static List<Integer> producers(PlanNode root) {
    var found = new ArrayList<Integer>();
    walk(root, found);
    return found;
  }

  private static void walk(PlanNode node, List<Integer> found) {
    switch (node) {
      case PlanNode.RemoteSource source -> found.add(source.fragment());
      case PlanNode.SharedSource source -> found.add(source.fragment());
      default -> node.inputs().forEach(input -> walk(input, found));
    }
  }
}
