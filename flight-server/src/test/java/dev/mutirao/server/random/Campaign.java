package dev.mutirao.server.random;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs seeds one after the other. A seed is tables and four queries, of which the first ones are
/// run.
final class Campaign implements AutoCloseable {
  private static final int MOST_QUERIES = 4;
  private static final int QUERIES =
      Math.clamp(Integer.getInteger("random.queries", 2), 1, MOST_QUERIES);

  /// Equal differences that are reduced and told in full; the others only get a line.
  private static final int TOLD = Integer.getInteger("random.told", 3);

  private final Engines engines;
  private final Checker checker;
  private final boolean thorough;
  private final Map<String, Integer> told = new HashMap<>();

  /// @param thorough whether every query is run in every way, rather than in two besides embedded
  Campaign(Path folder, boolean thorough) throws SQLException, InterruptedException {
    this.engines = new Engines(folder);
    this.checker = new Checker(engines);
    this.thorough = thorough;
  }

  /// Texts about what is wrong with the queries of a seed.
  List<String> run(long seed) throws SQLException, IOException, InterruptedException {
    var tables = TableMaker.tables(seed);
    engines.load(tables);
    var problems = new ArrayList<String>();
    for (int number = 0; number < QUERIES; number++) {
      var choices = Choices.random(seed * MOST_QUERIES + number);
      var query = QueryMaker.query(tables, choices);
      var ways = ways(seed * MOST_QUERIES + number);
      var difference = checker.check(query, ways);
      if (difference.isPresent()) {
        problems.add(
            problem(seed, number, tables, choices.made(), difference.orElseThrow(), query, ways));
        engines.load(tables);
      }
    }
    if (engines.heldBytes() != 0) {
      problems.add("seed " + seed + " leaves " + engines.heldBytes() + " bytes");
    }
    return problems;
  }

  private List<Engines.Way> ways(long number) {
    var ways = new ArrayList<Engines.Way>();
    ways.add(engines.clustered());
    if (thorough) {
      ways.addAll(engines.variations());
    } else {
      ways.add(engines.variations().get(Math.floorMod(number, engines.variations().size())));
    }
    return ways;
  }

  private String problem(
      long seed,
      int number,
      List<Table> tables,
      int[] made,
      Difference difference,
      RandomQuery query,
      List<Engines.Way> ways)
      throws SQLException, IOException, InterruptedException {
    var heading =
        "seed " + seed + ", query " + number + ", " + difference.way() + ": " + difference.kind();
    // Reducing may take long; what was found is told before.
    System.err.println(heading + ": " + difference.detail() + "\n  " + query.sql().ours());
    int before = told.merge(difference.way() + difference.kind(), 1, Integer::sum);
    if (before > TOLD) {
      return heading + ": " + difference.detail();
    }
    var reduced = Reducer.reduce(engines, ways, tables, made, difference);
    return heading
        + "\n  repeat:  mvn -pl flight-server -am test -Dtest=RandomQueriesTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Drandom.seeds=1 -Drandom.first="
        + seed
        + "\n  whole:   "
        + query.sql().ours()
        + "\n  ours:    "
        + reduced.query().sql().ours()
        + "\n  DuckDB:  "
        + reduced.query().sql().theirs()
        + "\n  detail:  "
        + reduced.difference().detail()
        + reduced.tables().stream()
            .filter(table -> reduced.query().sql().theirs().contains(table.name()))
            .map(Campaign::text)
            .collect(Collectors.joining());
  }

  private static String text(Table table) {
    var columns =
        table.columns().stream().map(column -> column.name() + " " + column.type()).toList();
    return "\n  table:   "
        + table.name()
        + (table.csv() ? " in CSV (" : " (")
        + String.join(", ", columns)
        + "), "
        + table.rows().size()
        + " rows in "
        + table.files()
        + " files"
        + table.rows().stream().limit(8).map(row -> "\n    " + row).collect(Collectors.joining());
  }

  /// What was done, in one line.
  String summary() {
    return checker.answered()
        + " queries answered, "
        + checker.failedByAll()
        + " refused by both, "
        + checker.onlyOurs()
        + " by DuckDB only, "
        + checker.contradictions()
        + " times DuckDB contradicts itself, "
        + checker.refused()
        + " by us as is known, "
        + checker.beyondLimits()
        + " beyond our limits of time or memory";
  }

  Checker checker() {
    return checker;
  }

  @Override
  public void close() throws SQLException {
    engines.close();
  }
}
