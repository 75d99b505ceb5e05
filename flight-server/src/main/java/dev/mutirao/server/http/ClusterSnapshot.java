package dev.mutirao.server.http;

import dev.mutirao.server.coordinator.Coordinator;
import dev.mutirao.server.coordinator.QueryTotals.Totals;
import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.rpc.CoordinatorCalls.NodeFigures;
import dev.mutirao.server.scheduler.ExecutorInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A cluster at one moment.
///
/// @param available how many executors take new tasks
/// @param nodes every executor, in order of names
/// @param queries those that run and those that ended last, newest first
/// @param totals what all queries that have ended did
record ClusterSnapshot(int available, List<Node> nodes, List<QueryProfile> queries, Totals totals) {
  /// An executor and what it used at its last heartbeat, when there was one.
  record Node(ExecutorInfo info, Optional<NodeFigures> figures) {}

  ClusterSnapshot {
    nodes = List.copyOf(nodes);
    queries = List.copyOf(queries);
  }

  static ClusterSnapshot of(Coordinator coordinator) {
    var queries = coordinator.queries();
    return new ClusterSnapshot(
        queries.executors(),
        queries.members().stream()
            .sorted(Comparator.comparing(ExecutorInfo::name).thenComparing(ExecutorInfo::id))
            .map(member -> new Node(member, coordinator.figures(member)))
            .toList(),
        queries.queries().reversed().stream().map(RunningQuery::profile).toList(),
        queries.totals());
  }
}
