package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.Engine;
import dev.mutirao.benchmarks.contest.MarkdownTable;
import dev.mutirao.benchmarks.contest.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was to be reached on two cores, beside what was.
final class Targets {
  private static final double GIGABYTE = 1e9;

  /// GB/s of a large result to a client.
  private static final double LEAST_TRANSFER = 0.8;

  /// @param most what must not be exceeded
  /// @param aim what would be better
  private record Target(String what, double reached, double most, String aim) {
    String verdict() {
      return reached <= most ? "holds" : "missed";
    }
  }

  private final List<Target> targets = new ArrayList<>();

  private Targets() {}

  /// The table.
  ///
  /// @param tpch at scale factor 1
  /// @param large at scale factor 10
  /// @param transfer of a large result to a client, in GB/s
  static String of(
      Results tpch,
      Results large,
      Results cities,
      Results dbBenchmark,
      Results monteCarlo,
      Start.Seconds start,
      double transfer) {
    var all = new Targets();
    all.tpch(tpch);
    all.large(tpch, large);
    all.clusters(tpch);
    all.toDuckDb("totals per city, CSV, to DuckDB", cities.of("csv"::equals), 0.7, "0.4 s");
    all.toDuckDb("the same, Parquet", cities.of("parquet"::equals), 1.2, "0.1 s");
    all.toDuckDb("groups of the db-benchmark to DuckDB", groups(dbBenchmark, "g"), 2.0, "1.0");
    all.toDuckDb("its joins", groups(dbBenchmark, "j"), 2.5, "1.0");
    all.add("Monte Carlo, s", monteCarlo.of("range"::equals).warm(Engine.EMBEDDED), 0.75, "0.3");
    all.add("mutirao sql over a small file, s", start.sql(), 1.2, "0.6");
    all.add("a local cluster of two until it is ready, s", start.local(), 4, "2");
    all.add("a GB of a result to a Flight client, s", 1 / transfer, 1 / LEAST_TRANSFER, "");
    var table = new MarkdownTable<Target>();
    table.column("target", Target::what);
    table.column("reached", target -> number(target.reached()));
    table.column("at most", target -> number(target.most()));
    table.column("aim", Target::aim);
    table.column("", Target::verdict);
    return table.of(all.targets);
  }

  private static Results groups(Results dbBenchmark, String prefix) {
    return dbBenchmark.of(question -> question.startsWith(prefix));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private void add(String what, double reached, double most, String aim) {
    targets.add(new Target(what, reached, most, aim));
  }

  private void mean(
      String what, Results results, Engine engine, Engine other, double most, String aim) {
    add(what, results.geometricMean(engine, other), most, aim);
  }

  private void toDuckDb(String what, Results results, double most, String aim) {
    double reached = results.warm(Engine.EMBEDDED) / results.warm(Engine.DUCKDB);
    add(what, reached, most, aim);
  }

  private void tpch(Results tpch) {
    mean("TPC-H to DuckDB, geometric mean", tpch, Engine.EMBEDDED, Engine.DUCKDB, 1.5, "1.0");
    add("its worst query", tpch.worstRatio(Engine.EMBEDDED, Engine.DUCKDB), 4, "1.5");
    if (tpch.engines().contains(Engine.SPARK)) {
      mean("TPC-H to Spark, geometric mean", tpch, Engine.EMBEDDED, Engine.SPARK, 0.2, "0.08");
    }
    double coldToWarm = tpch.cold(Engine.EMBEDDED) / tpch.warm(Engine.EMBEDDED);
    add("its first runs to the warm ones", coldToWarm, 6, "3");
  }

  private void large(Results tpch, Results large) {
    var title = "TPC-H, ten times the data, to DuckDB, geometric mean";
    mean(title, large, Engine.EMBEDDED, Engine.DUCKDB, 1.5, "1.0");
    double growth = large.warm(Engine.EMBEDDED) / tpch.warm(Engine.EMBEDDED);
    add("its time to that of a tenth of the data", growth, 12, "10");
    add("its most resident memory, GB", large.peakBytes(Engine.EMBEDDED) / GIGABYTE, 6, "");
  }

  private void clusters(Results tpch) {
    if (tpch.engines().contains(Engine.TWO_EXECUTORS)) {
      var title = "TPC-H, two executors to embedded, geometric mean";
      mean(title, tpch, Engine.TWO_EXECUTORS, Engine.EMBEDDED, 1.4, "1.15");
      mean("the same to DuckDB", tpch, Engine.TWO_EXECUTORS, Engine.DUCKDB, 2.0, "1.15");
    }
  }
}
