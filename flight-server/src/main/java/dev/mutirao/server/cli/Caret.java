package dev.mutirao.server.cli;

import dev.mutirao.planner.parser.StatementSplitter;
import java.util.List;
import java.util.regex.Pattern;

/// Shows the place of a statement that a message names: its line, and a caret below the column.
final class Caret {
  /// How much of a long line is shown.
  private static final int WIDTH = 100;

  private static final Pattern PLACE =
      Pattern.compile("line (\\d{1,9}), column (\\d{1,9}): .*", Pattern.DOTALL);

  private static final String INDENT = "  ";

  private Caret() {}

  /// Two lines, or none when the message names no place of the statement.
  static List<String> below(String message, String sql) {
    var place = PLACE.matcher(message);
    if (!place.matches()) {
      return List.of();
    }
    var lines = sql.split("\n", -1);
    int line = Integer.parseInt(place.group(1));
    if (line < 1 || line > lines.length) {
      return List.of();
    }
    var text = lines[line - 1].replace("\r", "");
    int column = Integer.parseInt(place.group(2)) - 1;
    if (column < 0 || column > text.length()) {
      return List.of();
    }
    int from =
        text.length() <= WIDTH ? 0 : Math.clamp(column - WIDTH / 2, 0, text.length() - WIDTH);
    int to = Math.min(text.length(), from + WIDTH);
    var shown = INDENT + (from > 0 ? "..." : "");
    return List.of(
        shown + text.substring(from, to) + (to < text.length() ? "..." : ""),
        shown.replace('.', ' ') + blank(text.substring(from, column)) + "^");
  }

  /// The message with the place in the script that the statement is a part of.
  static String inScript(String message, StatementSplitter.Part part) {
    var place = PLACE.matcher(message);
    if (!place.matches()) {
      return message;
    }
    int line = Integer.parseInt(place.group(1));
    int column = Integer.parseInt(place.group(2)) + (line == 1 ? part.column() - 1 : 0);
    return "line "
        + (line + part.line() - 1)
        + ", column "
        + column
        + message.substring(place.end(2));
  }

  /// As wide as the text: tabs stay tabs.
  private static String blank(String text) {
    return text.codePoints()
        .mapToObj(character -> character == '\t' ? "\t" : " ")
        .collect(java.util.stream.Collectors.joining());
  }
}
