package dev.mutirao.connectors.csv;

import java.util.ArrayList;
import java.util.List;

/// The syntax of options that hold several items: `a, b, c`. Double quotes protect commas, blanks
/// and `=`, and are doubled to stand for themselves; parentheses protect commas, as in `DECIMAL(10,
/// 2)`.
public final class ItemList {
  private ItemList() {}

  /// Splits at commas outside quotes and parentheses; quotes stay where they are, blanks around
  /// items go.
  public static List<String> items(String text) {
    return split(text, ',', Integer.MAX_VALUE);
  }

  /// Splits `name=value` at the first `=` outside quotes; one part when there is none.
  static List<String> pair(String item) {
    return split(item, '=', 2);
  }

  private static List<String> split(String text, char separator, int limit) {
    var parts = new ArrayList<String>();
    int start = 0;
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length() && parts.size() < limit - 1; i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == separator && !quoted && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  /// Takes the quotes off an item that has them.
  public static String unquoted(String item) {
    boolean quoted = item.length() >= 2 && item.startsWith("\"") && item.endsWith("\"");
    return quoted ? item.substring(1, item.length() - 1).replace("\"\"", "\"") : item;
  }

  /// The inverse of {@link #items} and {@link #unquoted}.
  static String joined(List<String> items) {
    return String.join(
        ",", items.stream().map(item -> '"' + item.replace("\"", "\"\"") + '"').toList());
  }
}
