package dev.mutirao.benchmarks.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A table that a terminal shows and Markdown reads, with its cells to the right.
///
/// @param <T> what a row is about
public final class MarkdownTable<T> {
  private record Column<T>(String title, Function<T, String> cell) {}

  private final List<Column<T>> columns = new ArrayList<>();

  /// Adds a column.
  public void column(String title, Function<T, String> cell) {
    columns.add(new Column<>(title, cell));
  }

  /// The text, with a line feed after each line.
  public String of(List<T> items) {
    var rows = new ArrayList<List<String>>();
    rows.add(columns.stream().map(Column::title).toList());
    for (var item : items) {
      rows.add(columns.stream().map(column -> column.cell().apply(item)).toList());
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
}
