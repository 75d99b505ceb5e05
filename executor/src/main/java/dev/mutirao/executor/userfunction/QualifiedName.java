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
