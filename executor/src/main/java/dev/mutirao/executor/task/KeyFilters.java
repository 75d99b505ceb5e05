package dev.mutirao.executor.task;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.source.RowFilter;
import dev.mutirao.executor.join.ToldKeys;
import dev.mutirao.executor.key.BuildKeys;
import dev.mutirao.executor.key.ScanFilter;
import dev.mutirao.executor.plan.PlanNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings the filters of a fragment's joins to its scans: both name them by number, and a scan may
/// come before its join.
final class KeyFilters {
  private final Map<Integer, BuildKeys> keys = new HashMap<>();
  private final Map<Integer, Integer> makers = new HashMap<>();

  /// What the join is to fill.
  List<ToldKeys> of(PlanNode.HashJoin join) {
    return join.keyFilters().stream()
        .map(filter -> new ToldKeys(filter.column(), keys(filter)))
        .toList();
  }

  /// What the scan's readers are to ask.
  List<RowFilter> of(PlanNode.Scan scan) {
    return scan.keyFilters().stream()
        .<RowFilter>map(filter ->
            new ScanFilter(
                keys(filter),
                filter.column(),
                scan.request().columns().get(filter.column()),
                scan.output().type(filter.column())))
        .toList();
  }

  private BuildKeys keys(PlanNode.KeyFilter filter) {
    return keys.computeIfAbsent(filter.id(), id -> new BuildKeys());
  }

  /// The pipeline at `position` fills what the join tells.
  void made(PlanNode.HashJoin join, int position) {
    join.keyFilters().forEach(filter -> makers.put(filter.id(), position));
  }

  /// The pipelines that make these filters.
  List<Integer> makers(List<PlanNode.KeyFilter> awaited) {
    return awaited.stream().map(filter -> maker(filter.id())).toList();
  }

  private int maker(int id) {
    var position = makers.get(id);
    if (position == null) {
      throw EngineErrors.internal("a scan waits for filter " + id + ", which no join makes", null);
    }
    return position;
  }
}
