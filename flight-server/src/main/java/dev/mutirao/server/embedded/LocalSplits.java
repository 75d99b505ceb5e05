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
  private final Connectors connectors;
  private long given;

  LocalSplits(QueryPlan plan, Connectors connectors) {
    this.connectors = connectors;
    plan.fragments().forEach(fragment -> collect(fragment.root()));
  }

  private void collect(PlanNode node) {
    if (node instanceof PlanNode.Scan scan) {
      scans.put(scan.scanId(), scan);
    }
    node.inputs().forEach(this::collect);
  }

  @Override
  public synchronized CompletableFuture<SplitPortion> next(int scanId, int count) {
    try {
      var queue = left.computeIfAbsent(scanId, this::list);
      var taken = new ArrayList<Split>(count);
      while (taken.size() < count && !queue.isEmpty()) {
        taken.add(queue.poll());
      }
      given += taken.size();
      return CompletableFuture.completedFuture(new SplitPortion(taken, queue.isEmpty()));
    } catch (RuntimeException problem) {
      return CompletableFuture.failedFuture(problem);
    }
  }

  /// How many splits have been handed out.
  synchronized long given() {
    return given;
  }

  private ArrayDeque<Split> list(int scanId) {
    var scan = scans.get(scanId);
    return new ArrayDeque<>(
        connectors.named(scan.table().connector()).splits(scan.table(), scan.request()));
  }
}
