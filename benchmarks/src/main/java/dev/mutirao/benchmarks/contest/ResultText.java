package dev.mutirao.benchmarks.contest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Results as a table that a terminal shows and Markdown reads, and the sums and means below it.
final class ResultText {
  private static final double MEGABYTE = 1 << 20;

  private final Results results;
  private final List<Engine> engines;
  private final Engine first;
  private final List<Engine> others;

  private ResultText(Results results) {
    this.results = results;
    this.engines = List.copyOf(results.startSeconds().keySet());
    this.first = engines.getFirst();
    this.others = engines.subList(1, engines.size());
  }

  static String of(Results results) {
    var text = new ResultText(results);
    return text.table() + "\n" + text.summary();
  }

  /// @param cell what a line says about the engine
  private record Column(String title, Function<Results.Line, String> cell) {}

  private String table() {
    var columns = new ArrayList<Column>();
    columns.add(new Column("query", Results.Line::question));
    for (var engine : engines) {
      columns.add(number(engine + " s", "%.3f", line -> line.median(engine)));
    }
    for (var engine : others) {
      columns.add(number(engine + " ratio", "%.2f", line -> line.ratio(engine, first)));
    }
    perEngine(columns, "spread", "%.0f%%", measured -> 100 * measured.spread());
    perEngine(columns, "cold s", "%.3f", Measured::cold);
    perEngine(columns, "CPU s", "%.2f", Measured::processorSeconds);
    perEngine(columns, "MB", "%.0f", measured -> measured.peakBytes() / MEGABYTE);
    var rows = new ArrayList<List<String>>();
    rows.add(columns.stream().map(Column::title).toList());
    for (var line : results.lines()) {
      rows.add(columns.stream().map(column -> column.cell().apply(line)).toList());
    }
    var widths =
        IntStream.range(0, columns.size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    var text = new StringBuilder();
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        text.append("| ").append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
        text.append(' ');
      }
      text.append("|\n");
      if (row == rows.getFirst()) {
        IntStream.of(widths)
            .forEach(width -> text.append('|').append("-".repeat(width + 1)).append(':'));
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private void perEngine(
      List<Column> columns, String title, String format, ToDoubleFunction<Measured> value) {
    for (var engine : engines) {
      columns.add(
          number(
              engine + " " + title,
              format,
              line -> value.applyAsDouble(line.measured().get(engine))));
    }
  }

  private static Column number(String title, String format, ToDoubleFunction<Results.Line> value) {
    return new Column(title, line -> text(format, value.applyAsDouble(line)));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private String summary() {
    var text = new StringBuilder();
    for (var engine : engines) {
      double warm = sum(line -> line.median(engine));
      double cold = sum(line -> line.measured().get(engine).cold());
      text.append(
          text(
              "%s: total %.2f s, geometric mean %.3f s; cold %.2f s, %.2f of warm; starts in %.2f s%n",
              engine,
              warm,
              geometricMean(line -> line.median(engine)),
              cold,
              cold / warm,
              results.startSeconds().get(engine)));
    }
    for (int i = 0; i < engines.size(); i++) {
      for (int j = 0; j < i; j++) {
        text.append(against(engines.get(i), engines.get(j)));
      }
    }
    text.append(
        results.wrong().isEmpty()
            ? "all answers of all runs are right\n"
            : "WRONG:\n"
                + results.wrong().stream().collect(Collectors.joining("\n  ", "  ", "\n")));
    return text.toString();
  }

  private String against(Engine engine, Engine other) {
    var worst =
        results.lines().stream()
            .max(Comparator.comparingDouble(line -> line.ratio(engine, other)))
            .orElseThrow();
    return text(
        "%s to %s: geometric mean of ratios %.2f, worst %.2f (%s), totals %.2f%n",
        engine,
        other,
        geometricMean(line -> line.ratio(engine, other)),
        worst.ratio(engine, other),
        worst.question(),
        sum(line -> line.median(engine)) / sum(line -> line.median(other)));
  }

  private double sum(ToDoubleFunction<Results.Line> value) {
    return results.lines().stream().mapToDouble(value).sum();
  }

  private double geometricMean(ToDoubleFunction<Results.Line> value) {
    return Math.exp(sum(line -> Math.log(value.applyAsDouble(line))) / results.lines().size());
  }
}
