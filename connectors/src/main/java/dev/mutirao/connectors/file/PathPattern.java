package dev.mutirao.connectors.file;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// A path with wildcards: `*` any characters of a name, `?` one character, `[a-z]` and `[!a-z]` one
/// of a set, `**` as a whole name any number of folders. Wildcards do not match a leading dot.
final class PathPattern {
  private static final String WILDCARDS = "*?[";

  private final Path base;
  private final Pattern pattern;

  private PathPattern(Path base, Pattern pattern) {
    this.base = base;
    this.pattern = pattern;
  }

  static boolean isPattern(String location) {
    return location.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
  }

  /// Compiles an absolute path with wildcards.
  static PathPattern of(String location) {
    var base = Path.of("/");
    var regex = new StringBuilder();
    boolean literal = true;
    var path = Path.of(location);
    for (int i = 0; i < path.getNameCount(); i++) {
      var name = path.getName(i).toString();
      boolean last = i == path.getNameCount() - 1;
      literal = literal && !isPattern(name);
      if (literal && !last) {
        base = base.resolve(name);
      }
      if (name.equals("**")) {
        regex.append(last ? "(?:/[^./][^/]*)+" : "(?:/[^./][^/]*)*");
      } else {
        regex.append('/');
        appendName(regex, name);
      }
    }
    return new PathPattern(base, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /// The innermost folder that every match lies in.
  Path base() {
    return base;
  }

  boolean matches(Path file) {
    return pattern.matcher(file.toString()).matches();
  }

  private static void appendName(StringBuilder regex, String name) {
    if (WILDCARDS.indexOf(name.charAt(0)) >= 0) {
      regex.append("(?!\\.)");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      int close = c == '[' ? name.indexOf(']', i + 2) : -1;
      if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (close > 0) {
        appendSet(regex, name.substring(i + 1, close));
        i = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
  }

  private static void appendSet(StringBuilder regex, String set) {
    boolean negated = set.startsWith("!") || set.startsWith("^");
    regex.append(negated ? "[^/" : "[");
    for (int i = negated ? 1 : 0; i < set.length(); i++) {
      char c = set.charAt(i);
      boolean range = c == '-' && i > (negated ? 1 : 0) && i < set.length() - 1;
      regex.append(range ? "-" : "\\" + "x{" + Integer.toHexString(c) + "}");
    }
    regex.append(']');
  }
}
