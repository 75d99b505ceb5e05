package dev.mutirao.benchmarks.contest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Results of one contest or several as one table, and the sums and means below it.
final class ResultText {
  private static final double MEGABYTE = 1 << 20;

  private final List<Results> all;

  private ResultText(List<Results> all) {
    this.all = all;
  }

  static String of(List<Results> all) {
    var text = new ResultText(all);
    return text.table()
        + all.stream().map(results -> "\n" + text.summary(results)).collect(Collectors.joining());
  }

  private record Row(String name, Results.Line line) {}

  private String table() {
    var engines = EnumSet.noneOf(Engine.class);
    all.forEach(results -> engines.addAll(results.engines()));
    var table = new MarkdownTable<Row>();
    table.column("query", Row::name);
    engines.forEach(engine -> number(table, engine, " s", "%.3f", line -> line.median(engine)));
    engines.stream()
        .skip(1)
        .forEach(engine ->
            number(table, engine, " ratio", "%.2f", line -> line.ratio(engine, Engine.DUCKDB)));
    perEngine(table, engines, "spread", "%.0f%%", measured -> 100 * measured.spread());
    perEngine(table, engines, "cold s", "%.3f", Measured::cold);
    perEngine(table, engines, "CPU s", "%.2f", Measured::processorSeconds);
    perEngine(table, engines, "MB", "%.0f", measured -> measured.peakBytes() / MEGABYTE);
    var rows = new ArrayList<Row>();
    for (var results : all) {
      var before = all.size() == 1 ? "" : results.subject() + " ";
      results.lines().forEach(line -> rows.add(new Row(before + line.question(), line)));
    }
    return table.of(rows);
  }

  private static void perEngine(
      MarkdownTable<Row> table,
      EnumSet<Engine> engines,
      String title,
      String format,
      ToDoubleFunction<Measured> value) {
    engines.forEach(engine ->
        number(
            table,
            engine,
            " " + title,
            format,
            line -> value.applyAsDouble(line.measured().get(engine))));
  }

  /// Nothing where the engine was not asked.
  private static void number(
      MarkdownTable<Row> table,
      Engine engine,
      String title,
      String format,
      ToDoubleFunction<Results.Line> value) {
    Function<Row, String> cell =
        row ->
            row.line().measured().containsKey(engine)
                ? text(format, value.applyAsDouble(row.line()))
                : "";
    table.column(engine + title, cell);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private String summary(Results results) {
    var text = new StringBuilder(all.size() == 1 ? "" : results.subject() + "\n");
    var engines = List.copyOf(results.engines());
    for (var engine : engines) {
      text.append(
          text(
              "%s: total %.2f s, geometric mean %.3f s; cold %.2f s, %.2f of warm; starts in %.2f s%n",
              engine,
              results.warm(engine),
              results.geometricMean(engine),
              results.cold(engine),
              results.cold(engine) / results.warm(engine),
              results.startSeconds().get(engine)));
    }
    for (int i = 0; i < engines.size(); i++) {
      for (int j = 0; j < i; j++) {
        text.append(against(results, engines.get(i), engines.get(j)));
      }
    }
    text.append(
        results.wrong().isEmpty()
            ? "all answers of all runs are right\n"
            : "WRONG:\n"
                + results.wrong().stream().collect(Collectors.joining("\n  ", "  ", "\n")));
    return text.toString();
  }

  private static String against(Results results, Engine engine, Engine other) {
    var worst = results.worst(engine, other);
    return text(
        "%s to %s: geometric mean of ratios %.2f, worst %.2f (%s), totals %.2f%n",
        engine,
        other,
        results.geometricMean(engine, other),
        worst.ratio(engine, other),
        worst.question(),
        results.warm(engine) / results.warm(other));
  }
}
