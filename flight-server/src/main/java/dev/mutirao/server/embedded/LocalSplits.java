package dev.mutirao.server.embedded;

import dev.mutirao.connectors.source.Split;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.executor.task.SplitFeed;
import dev.mutirao.executor.task.SplitPortion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The splits of a query's scans, listed when a scan first asks. Thread-safe, guarded by `this`.
final class LocalSplits implements SplitFeed {
  private final Map<Integer, PlanNode.Scan> scans = new HashMap<>();
  private final Map<Integer, ArrayDeque<Split>> left = new HashMap<>();
  private final Map<Integer, Integer> fragments = new HashMap<>(); // by scan
  private final Map<Integer, Long> given = new HashMap<>(); // by fragment
  private final Connectors connectors;

  LocalSplits(QueryPlan plan, Connectors connectors) {
    this.connectors = connectors;
    plan.fragments().forEach(fragment -> collect(fragment.root(), fragment.number()));
  }

  private void collect(PlanNode node, int fragment) {
    if (node instanceof PlanNode.Scan scan) {
      scans.put(scan.scanId(), scan);
      fragments.put(scan.scanId(), fragment);
    }
    node.inputs().forEach(input -> collect(input, fragment));
  }

  @Override
  public synchronized CompletableFuture<SplitPortion> next(int scanId, int count) {
    try {
      var queue = left.computeIfAbsent(scanId, this::list);
      var taken = new ArrayList<Split>(count);
      while (taken.size() < count && !queue.isEmpty()) {
        taken.add(queue.poll());
      }
      given.merge(fragments.get(scanId), (long) taken.size(), Long::sum);
      return CompletableFuture.completedFuture(new SplitPortion(taken, queue.isEmpty()));
    } catch (RuntimeException problem) {
      return CompletableFuture.failedFuture(problem);
    }
  }

  /// How many splits the task of a fragment has been given.
  synchronized long given(int fragment) {
    return given.getOrDefault(fragment, 0L);
  }

  private ArrayDeque<Split> list(int scanId) {
    var scan = scans.get(scanId);
    return new ArrayDeque<>(
        connectors.named(scan.table().connector()).splits(scan.table(), scan.request()));
  }
}
