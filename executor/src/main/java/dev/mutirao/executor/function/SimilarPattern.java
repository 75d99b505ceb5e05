package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;

/// A pattern of SIMILAR TO: LIKE's `%` and `_` among `| * + ? {m,n} ( ) [ ]`. Immutable.
final class SimilarPattern {
  private static final String PLAIN_IN_SQL = ".^$"; // these mean nothing there

  private final Regex regex;

  private SimilarPattern(Regex regex) {
    this.regex = regex;
  }

  static SimilarPattern of(Bytes pattern) {
    return new SimilarPattern(Regex.of(translated(pattern.text(), '\\'), ""));
  }

  /// With an escape of one character, or none when it is empty.
  static SimilarPattern of(Bytes pattern, Bytes escape) {
    var text = escape.text();
    if (text.codePointCount(0, text.length()) > 1) {
      throw QueryErrors.invalidArgument(
          "SIMILAR TO", "an escape of one character", "'" + text + "'");
    }
    int escapePoint = text.isEmpty() ? -1 : text.codePointAt(0);
    return new SimilarPattern(Regex.of(translated(pattern.text(), escapePoint), ""));
  }

  boolean matches(Bytes text) {
    return regex.isAllOf(text);
  }

  private static String translated(String pattern, int escape) {
    var regex = new StringBuilder("(?:");
    boolean inBrackets = false;
    for (int at = 0; at < pattern.length(); ) {
      int each = pattern.codePointAt(at);
      at += Character.charCount(each);
      if (each == escape) {
        if (at == pattern.length()) {
          throw QueryErrors.invalidArgument(
              "SIMILAR TO", "a character after the escape", "the pattern '" + pattern + "'");
        }
        int escaped = pattern.codePointAt(at);
        at += Character.charCount(escaped);
        appendPlain(regex, escaped);
      } else if (inBrackets) {
        inBrackets = each != ']';
        regex.append(each == '\\' ? "\\\\" : Character.toString(each));
      } else if (each == '%') {
        regex.append(".*");
      } else if (each == '_') {
        regex.append('.');
      } else if (each == '\\' || PLAIN_IN_SQL.indexOf(each) >= 0) {
        appendPlain(regex, each);
      } else {
        inBrackets = each == '[';
        regex.appendCodePoint(each);
      }
    }
    return regex.append(')').toString();
  }

  private static void appendPlain(StringBuilder regex, int codePoint) {
    if (codePoint < 128 && !Character.isLetterOrDigit(codePoint)) {
      regex.append('\\');
    }
    regex.appendCodePoint(codePoint);
  }
}
