package dev.mutirao.executor.userfunction;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a user's function in plans, which says of which jar it is: `tax@<hash>`, so that two
/// versions of a function can run beside each other.
public record QualifiedName(String function, String hash) {
  private static final Pattern TEXT = Pattern.compile("([a-z0-9_]+)@([0-9a-f]{64})");

  public static String of(String function, String hash) {
    return function + "@" + hash;
  }

  /// Whether a name is one of a user's function.
  public static boolean is(String text) {
    return text.indexOf('@') > 0;
  }

  /// The name that users know, of a function of the engine or of a user.
  public static String shown(String text) {
    return is(text) ? text.substring(0, text.indexOf('@')) : text;
  }

  /// Empty when it is the name of a function of the engine.
  public static Optional<QualifiedName> parse(String text) {
    if (text.length() <= 64) {
      return Optional.empty();
    }
    var matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new QualifiedName(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
