package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlNullable;
import org.jspecify.annotations.Nullable;

/// Regular expressions, and SIMILAR TO. Flags: i case does not matter, g every match, m lines, q
/// the pattern is a plain text.
final class RegexFunctions {
  private RegexFunctions() {}

  @ScalarFunction(
      value = "regexp_like",
      aliases = {"regexp_matches", "~"},
      description =
          "Whether the expression matches somewhere in the text; with flags, such as 'i' where case does not matter.",
      example = "regexp_like('mutirão', '^m.*ão$')",
      result = "true")
  static boolean like(Bytes text, @Prepared Regex regex) {
    return regex.isFoundIn(text);
  }

  @ScalarFunction("regexp_like")
  static boolean likeWithFlags(Bytes text, @Prepared(2) Regex regex) {
    return regex.isFoundIn(text);
  }

  @ScalarFunction(
      value = "regexp_full_match",
      description = "Whether the expression matches the whole text.",
      example = "regexp_full_match('mutirão', 'm.*')",
      result = "true")
  static boolean fullMatch(Bytes text, @Prepared Regex regex) {
    return regex.isAllOf(text);
  }

  @ScalarFunction("regexp_full_match")
  static boolean fullMatchWithFlags(Bytes text, @Prepared(2) Regex regex) {
    return regex.isAllOf(text);
  }

  @ScalarFunction(
      value = "similar_to",
      description =
          "What `text SIMILAR TO pattern` computes: LIKE with alternatives and repetition.",
      example = "'mutirão' SIMILAR TO '(m|n)u%'",
      result = "true")
  static boolean similarTo(Bytes text, @Prepared SimilarPattern pattern) {
    return pattern.matches(text);
  }

  @ScalarFunction("similar_to")
  static boolean similarToWithEscape(Bytes text, @Prepared(2) SimilarPattern pattern) {
    return pattern.matches(text);
  }

  @ScalarFunction(
      value = "regexp_replace",
      description =
          "The text with the first match made the third text, in which \\1 is a group; every match with the flag 'g'.",
      example = "regexp_replace('a1b22', '[0-9]+', '#', 'g')",
      result = "a#b#")
  static Bytes replace(TextBuffer buffer, Bytes text, @Prepared(2) RegexReplacement replacement) {
    return replacement.apply(buffer, text);
  }

  @ScalarFunction("regexp_replace")
  static Bytes replaceWithFlags(
      TextBuffer buffer, Bytes text, @Prepared(3) RegexReplacement replacement) {
    return replacement.apply(buffer, text);
  }

  @ScalarFunction("regexp_replace")
  static Bytes replaceFrom(
      TextBuffer buffer,
      Bytes text,
      @Prepared(2) RegexReplacement replacement,
      long start,
      long which) {
    checkStart("regexp_replace", start);
    if (which < 0) {
      throw QueryErrors.invalidArgument(
          "regexp_replace", "the number of a match, or 0 for every one", Long.toString(which));
    }
    if (start > Utf8.length(text) + 1L) {
      return text;
    }
    int from = Utf8.offset(text, TextFunctions.clamp(start - 1));
    return replacement.apply(buffer, text, from, TextFunctions.clamp(which));
  }

  @ScalarFunction("regexp_replace")
  static Bytes replaceFrom(
      TextBuffer buffer, Bytes text, @Prepared(2) RegexReplacement replacement, long start) {
    return replaceFrom(buffer, text, replacement, start, 1);
  }

  @ScalarFunction(
      value = "regexp_extract",
      description =
          "The first match, or a group of it; the empty text when there is none, as in DuckDB.",
      example = "regexp_extract('2024-02-29', '(\\d+)-(\\d+)', 2)",
      result = "02")
  static Bytes extract(Bytes text, @Prepared Regex regex) {
    return extract(text, regex, 0);
  }

  @ScalarFunction("regexp_extract")
  static Bytes extract(Bytes text, @Prepared Regex regex, int group) {
    var found = group(text, regex, 0, 1, group, "regexp_extract");
    return found == null ? text.slice(0, 0) : found;
  }

  @ScalarFunction("regexp_extract")
  static Bytes extract(Bytes text, @Prepared Regex regex, int group, Bytes flags) {
    return extract(text, regex.with(flags), group);
  }

  @ScalarFunction(
      value = "regexp_substr",
      description =
          "The first match, or from a position on match number n, or a group of it; NULL when there is none.",
      example = "regexp_substr('a1b22', '[0-9]+', 1, 2)",
      result = "22")
  @SqlNullable
  static @Nullable Bytes substr(Bytes text, @Prepared Regex regex) {
    return group(text, regex, 0, 1, 0, "regexp_substr");
  }

  @ScalarFunction("regexp_substr")
  @SqlNullable
  static @Nullable Bytes substr(Bytes text, @Prepared Regex regex, long start) {
    return substr(text, regex, start, 1);
  }

  @ScalarFunction("regexp_substr")
  @SqlNullable
  static @Nullable Bytes substr(Bytes text, @Prepared Regex regex, long start, long which) {
    return substr(text, regex, start, which, KeptBytes.EMPTY, 0);
  }

  @ScalarFunction("regexp_substr")
  @SqlNullable
  static @Nullable Bytes substr(
      Bytes text, @Prepared Regex regex, long start, long which, Bytes flags) {
    return substr(text, regex, start, which, flags, 0);
  }

  @ScalarFunction("regexp_substr")
  @SqlNullable
  static @Nullable Bytes substr(
      Bytes text, @Prepared Regex regex, long start, long which, Bytes flags, int group) {
    checkStart("regexp_substr", start);
    if (which < 1) {
      throw QueryErrors.invalidArgument(
          "regexp_substr", "the number of a match, from 1", Long.toString(which));
    }
    if (start > Utf8.length(text) + 1L) {
      return null;
    }
    int from = Utf8.offset(text, TextFunctions.clamp(start - 1));
    var flagged = flags.length() == 0 ? regex : regex.with(flags);
    return group(text, flagged, from, which, group, "regexp_substr");
  }

  @ScalarFunction(
      value = "regexp_count",
      description = "How many times the expression matches, from a position on.",
      example = "regexp_count('ABCABCAXYaxy', 'A.', 1, 'i')",
      result = "4")
  static long count(Bytes text, @Prepared Regex regex) {
    return count(text, regex, 1);
  }

  @ScalarFunction("regexp_count")
  static long count(Bytes text, @Prepared Regex regex, long start) {
    checkStart("regexp_count", start);
    if (start > Utf8.length(text) + 1L) {
      return 0;
    }
    var matcher = regex.matcher(text);
    long count = 0;
    boolean found = matcher.find(Utf8.offset(text, TextFunctions.clamp(start - 1)));
    while (found) {
      count++;
      found = matcher.find();
    }
    return count;
  }

  @ScalarFunction("regexp_count")
  static long count(Bytes text, @Prepared Regex regex, long start, Bytes flags) {
    return count(text, regex.with(flags), start);
  }

  @ScalarFunction(
      value = "regexp_instr",
      description = "Where the expression matches first; 0 when it does not.",
      example = "regexp_instr('mutirão', 'r.o')",
      result = "5")
  static int instr(Bytes text, @Prepared Regex regex) {
    var matcher = regex.matcher(text);
    return matcher.find() ? Utf8.length(text.slice(0, matcher.start())) + 1 : 0;
  }

  @ScalarFunction(
      value = "regexp_escape",
      description = "The text as an expression that matches just it.",
      example = "regexp_escape('a.b')",
      result = "a\\.b")
  static Bytes escape(TextBuffer buffer, Bytes text) {
    buffer.begin(text.length());
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      boolean plain = each < 0 || each == '_' || Character.isLetterOrDigit(each);
      if (!plain) {
        buffer.append((byte) '\\');
      }
      buffer.append(each);
    }
    return buffer.end();
  }

  private static @Nullable Bytes group(
      Bytes text, Regex regex, int from, long which, int group, String function) {
    if (group < 0 || group > regex.groups()) {
      throw QueryErrors.invalidArgument(
          function,
          "a group from 0 to " + regex.groups() + " of '" + regex.source() + "'",
          Integer.toString(group));
    }
    var matcher = regex.matcher(text);
    boolean found = matcher.find(from);
    for (long number = 1; found && number < which; number++) {
      found = matcher.find();
    }
    return found && matcher.start(group) >= 0
        ? text.slice(matcher.start(group), matcher.end(group))
        : null;
  }

  private static void checkStart(String function, long start) {
    if (start < 1) {
      throw QueryErrors.invalidArgument(function, "a position from 1", Long.toString(start));
    }
  }
}
