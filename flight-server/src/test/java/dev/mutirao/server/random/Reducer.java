package dev.mutirao.server.random;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Makes a query with a difference smaller, and its tables too: leaves out decisions, replaces them
/// by simpler ones, and drops rows, as long as the same difference is there.
final class Reducer {
  private static final int MOST_ATTEMPTS = 600;
  private static final long MOST_NANOS = 20_000_000_000L;

  /// What is left, and what is wrong with it.
  record Reduced(List<Table> tables, RandomQuery query, Difference difference) {}

  private final Engines engines;
  private final Checker checker;
  private final List<Engines.Way> ways;
  private List<Table> tables;
  private int[] made;
  private Difference difference;
  private final long began = System.nanoTime();
  private int attempts;

  private Reducer(
      Engines engines,
      List<Engines.Way> ways,
      List<Table> tables,
      int[] made,
      Difference difference) {
    this.engines = engines;
    this.checker = new Checker(engines);
    this.ways = ways;
    this.tables = tables;
    this.made = made;
    this.difference = difference;
  }

  static Reduced reduce(
      Engines engines,
      List<Engines.Way> ways,
      List<Table> tables,
      int[] made,
      Difference difference)
      throws SQLException, IOException, InterruptedException {
    var reducer = new Reducer(engines, ways, tables, made, difference);
    reducer.decisions();
    // The query depends on how many rows there are, so it is made before rows go.
    var query = QueryMaker.query(tables, Choices.replay(reducer.made));
    reducer.rows(query);
    engines.load(reducer.tables);
    return new Reduced(reducer.tables, query, reducer.difference);
  }

  private boolean hasTime() {
    return attempts < MOST_ATTEMPTS && System.nanoTime() - began < MOST_NANOS;
  }

  private boolean hasTimeForRows() {
    return attempts < MOST_ATTEMPTS + 100 && System.nanoTime() - began < 2 * MOST_NANOS;
  }

  private void decisions() throws InterruptedException {
    boolean smaller = true;
    while (smaller && hasTime()) {
      int before = attempts;
      smaller = false;
      for (int size = 16; size > 0; size /= 2) {
        for (int at = 0; at < made.length && hasTime(); ) {
          boolean done = without(at, size) || zeroed(at, size);
          smaller |= done;
          at += done ? 0 : size;
        }
      }
      smaller &= attempts > before;
    }
  }

  private boolean without(int at, int size) throws InterruptedException {
    int end = Math.min(made.length, at + size);
    var less = new int[made.length - (end - at)];
    System.arraycopy(made, 0, less, 0, at);
    System.arraycopy(made, end, less, at, made.length - end);
    return accept(less);
  }

  private boolean zeroed(int at, int size) throws InterruptedException {
    var simpler = made.clone();
    Arrays.fill(simpler, at, Math.min(made.length, at + size), 0);
    return !Arrays.equals(simpler, made) && accept(simpler);
  }

  private boolean accept(int[] decisions) throws InterruptedException {
    attempts++;
    var choices = Choices.replay(decisions);
    var query = QueryMaker.query(tables, choices);
    var used = choices.made();
    if (used.length > made.length || used.length == made.length && sum(used) >= sum(made)) {
      return false;
    }
    var found = checker.check(query, ways);
    if (!isLike(found)) {
      return false;
    }
    difference = found.orElseThrow();
    made = used;
    return true;
  }

  private static long sum(int[] decisions) {
    return Arrays.stream(decisions).asLongStream().sum();
  }

  private boolean isLike(Optional<Difference> found) {
    return found.filter(difference::isLike).isPresent();
  }

  private void rows(RandomQuery query) throws SQLException, IOException, InterruptedException {
    for (int index = 0; index < tables.size(); index++) {
      for (int part = Math.max(1, tables.get(index).rows().size() / 2); part > 0; part /= 2) {
        int at = 0;
        while (at < tables.get(index).rows().size() && hasTimeForRows()) {
          if (!withoutRows(index, at, part, query)) {
            at += part;
          }
        }
      }
    }
  }

  private boolean withoutRows(int index, int at, int count, RandomQuery query)
      throws SQLException, IOException, InterruptedException {
    attempts++;
    var rows = new ArrayList<>(tables.get(index).rows());
    rows.subList(at, Math.min(rows.size(), at + count)).clear();
    var fewer = new ArrayList<>(tables);
    fewer.set(index, tables.get(index).withRows(rows));
    engines.load(fewer);
    var found = checker.check(query, ways);
    if (!isLike(found)) {
      return false;
    }
    difference = found.orElseThrow();
    tables = fewer;
    return true;
  }
}
