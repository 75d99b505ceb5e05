package dev.mutirao.executor.function;

import com.google.re2j.Matcher;
import dev.mutirao.connectors.error.QueryErrors;
import java.util.ArrayList;
import java.util.List;

/// What `regexp_replace` puts in place of a match: text and groups, `\1` to `\9`, `\0` or `\&` for
/// the whole match, `\\` for a backslash. Immutable.
///
/// @param parts in order
record RegexReplacement(Regex regex, List<Part> parts) {
  RegexReplacement {
    parts = List.copyOf(parts);
  }

  sealed interface Part {}

  record Text(Bytes bytes) implements Part {}

  record Group(int number) implements Part {}

  static RegexReplacement of(Bytes pattern, Bytes replacement) {
    return of(Regex.of(pattern), replacement);
  }

  static RegexReplacement of(Bytes pattern, Bytes replacement, Bytes flags) {
    return of(Regex.of(pattern, flags), replacement);
  }

  private static RegexReplacement of(Regex regex, Bytes replacement) {
    var parts = new ArrayList<Part>();
    int start = 0;
    for (int at = 0; at + 1 < replacement.length(); at++) {
      if (replacement.get(at) != '\\') {
        continue;
      }
      byte next = replacement.get(at + 1);
      boolean group = next >= '0' && next <= '9' || next == '&';
      if (group || next == '\\') {
        text(parts, replacement, start, group ? at : at + 1);
        if (group) {
          parts.add(new Group(checked(next == '&' ? 0 : next - '0', regex, replacement)));
        }
        start = ++at + 1;
      }
    }
    text(parts, replacement, start, replacement.length());
    return new RegexReplacement(regex, parts);
  }

  private static int checked(int group, Regex regex, Bytes replacement) {
    if (group > regex.groups()) {
      throw QueryErrors.invalidArgument(
          "regexp_replace",
          "groups up to " + regex.groups() + ", as '" + regex.source() + "' has",
          "'" + replacement.text() + "'");
    }
    return group;
  }

  private static void text(List<Part> parts, Bytes replacement, int from, int to) {
    if (to > from) {
      parts.add(new Text(KeptBytes.of(replacement.slice(from, to).toArray())));
    }
  }

  /// The text with its first match replaced, or every one when the flags say so.
  Bytes apply(TextBuffer buffer, Bytes text) {
    return apply(buffer, text, 0, regex.everyMatch() ? 0 : 1);
  }

  /// Replaces match number `which` of those from byte `from` on; every one when that is 0.
  Bytes apply(TextBuffer buffer, Bytes text, int from, int which) {
    var matcher = regex.matcher(text);
    if (!matcher.find(from)) {
      return text;
    }
    buffer.begin(text.length());
    int copied = 0;
    int number = 0;
    do {
      number++;
      if (which == 0 || number == which) {
        buffer.append(text.slice(copied, matcher.start()));
        append(buffer, text, matcher);
        copied = matcher.end();
      }
    } while ((which == 0 || number < which) && matcher.find());
    return buffer.append(text.slice(copied, text.length())).end();
  }

  private void append(TextBuffer buffer, Bytes text, Matcher matcher) {
    for (var part : parts) {
      switch (part) {
        case Text(Bytes bytes) -> buffer.append(bytes);
        case Group(int number) -> {
          if (matcher.start(number) >= 0) {
            buffer.append(text.slice(matcher.start(number), matcher.end(number)));
          }
        }
      }
    }
  }
}
