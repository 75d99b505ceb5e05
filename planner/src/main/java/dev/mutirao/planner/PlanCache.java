package dev.mutirao.planner;

import dev.mutirao.connectors.cache.RecentlyUsed;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.planner.table.TableSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Plans of queries that were asked before, each for as long as planning it again would give the
/// same. A plan depends on the statement and its request, on the catalog, and on how the tables are
/// described: the first two are the key, every change of the catalog forgets all plans, and the
/// tables are described again each time (some microseconds a file, where planning takes
/// milliseconds). Plans that depend on the clock or on chance do not belong here. Thread-safe.
final class PlanCache {
  /// In units of some hundred bytes: characters of statements and values, and parts of plans.
  private static final int CAPACITY = 1 << 19;

  private static final int NODE_UNITS = 50;

  private record Key(String sql, PlanRequest request) {}

  private record Entry(QueryPlan plan, long state, Map<TableSource, TableDescription> tables) {}

  private final Connectors connectors;
  private final RecentlyUsed<Key, Entry> entries = new RecentlyUsed<>(CAPACITY, PlanCache::weight);
  private final AtomicLong state = new AtomicLong();

  PlanCache(Connectors connectors) {
    this.connectors = connectors;
  }

  /// The state of the catalog, to be asked before a plan is made.
  long state() {
    return state.get();
  }

  /// To be called after each change of the catalog.
  void catalogChanged() {
    state.incrementAndGet();
  }

  /// The plan of a query whose text and request are the same to the letter.
  Optional<QueryPlan> find(String sql, PlanRequest request) {
    return entries.find(new Key(sql, request)).filter(this::holds).map(Entry::plan);
  }

  /// @param state of the catalog before the plan was made
  /// @param tables all that the plan reads
  void add(
      String sql,
      PlanRequest request,
      long state,
      Map<TableSource, TableDescription> tables,
      QueryPlan plan) {
    entries.put(new Key(sql, request), new Entry(plan, state, tables));
  }

  private static long weight(Key key, Entry entry) {
    long weight = key.sql().length();
    for (var value : key.request().parameters()) {
      weight += String.valueOf(value.value()).length();
    }
    for (var fragment : entry.plan().fragments()) {
      weight += NODE_UNITS * nodes(fragment.root());
    }
    return weight;
  }

  private static long nodes(PlanNode node) {
    return 1 + node.inputs().stream().mapToLong(PlanCache::nodes).sum();
  }

  private boolean holds(Entry entry) {
    return entry.state() == state.get()
        && entry.tables().entrySet().stream().allMatch(table -> isAsBefore(table));
  }

  private boolean isAsBefore(Map.Entry<TableSource, TableDescription> table) {
    try {
      return connectors.describe(table.getKey()).equals(table.getValue());
    } catch (MutiraoException missing) {
      return false; // planning says it again, and where the statement names the table
    }
  }
}
