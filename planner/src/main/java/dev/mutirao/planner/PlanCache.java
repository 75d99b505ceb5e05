package dev.mutirao.planner;

import dev.mutirao.connectors.cache.RecentlyUsed;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.codec.PlanCodec;
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
  /// Characters of statements and values, and bytes of encoded plans; as objects they take a few
  /// times as much.
  private static final int CAPACITY = 16 << 20;

  /// A larger one would take the place of many others. It is one with large constants, which are
  /// hardly asked for again.
  private static final int LARGEST = CAPACITY >> 5;

  private record Key(String sql, PlanRequest request) {}

  private record Entry(
      QueryPlan plan, long state, Map<TableSource, TableDescription> tables, long size) {}

  private final Connectors connectors;
  private final RecentlyUsed<Key, Entry> entries =
      new RecentlyUsed<>(CAPACITY, (key, entry) -> entry.size());
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
    var key = new Key(sql, request);
    long size = size(key) + size(plan);
    if (size <= LARGEST) {
      entries.put(key, new Entry(plan, state, tables, size));
    }
  }

  private static long size(Key key) {
    long size = key.sql().length();
    for (var value : key.request().parameters()) {
      size += String.valueOf(value.value()).length();
    }
    return size;
  }

  private static long size(QueryPlan plan) {
    try {
      return PlanCodec.encode(QueryPlan.class, plan).length;
    } catch (MutiraoException nestedTooDeep) {
      return LARGEST + 1L; // runs in this process only, and is large in any case
    }
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
