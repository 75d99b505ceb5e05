package dev.mutirao.server.flightsql;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Patterns of metadata calls: `%` is any text, `_` one character, `\` takes the next as it is.
/// Letters match in any case, as names do in SQL.
final class NamePattern {
  private NamePattern() {}

  static Predicate<String> of(String pattern) {
    var regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        boolean escapes = c == '\\' && i + 1 < pattern.length();
        regex.append(Pattern.quote(String.valueOf(escapes ? pattern.charAt(++i) : c)));
      }
    }
    int flags = Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return Pattern.compile(regex.toString(), flags).asMatchPredicate();
  }
}
