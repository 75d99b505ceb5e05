package dev.mutirao.executor.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mutirao.connectors.error.QueryErrors;
import org.jspecify.annotations.Nullable;

/// A regular expression of RE2 and PostgreSQL's flags for it. Matching takes time linear in the
/// text. Immutable.
///
/// As in PostgreSQL, `.` also stands for a line's end, and `^` and `$` for the ends of the text
/// only, unless a flag says otherwise. Of several ways to match at one place the first written
/// counts, as in Perl.
final class Regex {
  private static final String META = "\\.[]{}()*+-?^$|";

  /// The expression used last by a thread, for patterns that are no constants.
  private static final ThreadLocal<@Nullable Regex> LAST = new ThreadLocal<>();

  private final String source;
  private final String flags;
  private final Pattern pattern;
  private final boolean everyMatch;

  /// What the expression stands for, when it is a plain text.
  private final @Nullable Bytes plain;

  private Regex(String source, String flags) {
    this.source = source;
    this.flags = flags;
    boolean ignoresCase = false;
    boolean quoted = false;
    boolean dotAll = true;
    boolean multiline = false;
    boolean every = false;
    for (int i = 0; i < flags.length(); i++) {
      switch (flags.charAt(i)) {
        case 'i' -> ignoresCase = true;
        case 'c' -> ignoresCase = false;
        case 'g' -> every = true;
        case 'q', 'l' -> quoted = true;
        case 's' -> {
          dotAll = true;
          multiline = false;
        }
        case 'm', 'n' -> {
          dotAll = false;
          multiline = true;
        }
        case 'p' -> {
          dotAll = false;
          multiline = false;
        }
        case 'w' -> {
          dotAll = true;
          multiline = true;
        }
        default ->
            throw QueryErrors.invalidArgument(
                "a regular expression",
                "flags of c (case matters), g (every match), i (case does not matter), m or n"
                    + " (lines), p, q (quoted), s, w",
                "'" + flags + "'");
      }
    }
    everyMatch = every;
    plain =
        !ignoresCase && (quoted || source.chars().noneMatch(each -> META.indexOf(each) >= 0))
            ? KeptBytes.of(source)
            : null;
    int options =
        (ignoresCase ? Pattern.CASE_INSENSITIVE : 0)
            | (dotAll ? Pattern.DOTALL : 0)
            | (multiline ? Pattern.MULTILINE : 0);
    try {
      pattern = Pattern.compile(quoted ? Pattern.quote(source) : source, options);
    } catch (PatternSyntaxException e) {
      throw QueryErrors.invalidArgument(
          "a regular expression",
          "the syntax of RE2 (" + e.getDescription() + ")",
          "'" + source + "'");
    }
  }

  static Regex of(Bytes pattern) {
    return of(pattern.text(), "");
  }

  static Regex of(Bytes pattern, Bytes flags) {
    return of(pattern.text(), flags.text());
  }

  static Regex of(String source, String flags) {
    var last = LAST.get();
    if (last != null && last.source.equals(source) && last.flags.equals(flags)) {
      return last;
    }
    var made = new Regex(source, flags);
    LAST.set(made);
    return made;
  }

  /// The same expression with flags of its own.
  Regex with(Bytes otherFlags) {
    return of(source, otherFlags.text());
  }

  /// Whether the flags ask for every match.
  boolean everyMatch() {
    return everyMatch;
  }

  int groups() {
    return pattern.groupCount();
  }

  boolean isFoundIn(Bytes text) {
    return plain != null ? Utf8.indexOf(text, plain, 0) >= 0 : matcher(text).find();
  }

  boolean isAllOf(Bytes text) {
    return plain != null ? text.sameContent(plain) : matcher(text).matches();
  }

  /// Over the bytes of a text; places are those of bytes.
  Matcher matcher(Bytes text) {
    return pattern.matcher(text.toArray());
  }

  String source() {
    return source;
  }
}
