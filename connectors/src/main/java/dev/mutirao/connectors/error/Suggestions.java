package dev.mutirao.connectors.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what a misspelt name was meant to be.
public final class Suggestions {
  private static final int LETTERS_PER_ERROR = 3;

  private Suggestions() {}

  /// The nearest of `names`, when it differs in at most every third letter.
  public static Optional<String> nearest(String name, Collection<String> names) {
    var most = name.length() / LETTERS_PER_ERROR;
    return names.stream()
        .filter(candidate -> distance(name, candidate) <= most)
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(candidate -> candidate));
  }

  /// `; did you mean b?` for the nearest of `names`, to stand behind what was not found; nothing
  /// when none is near.
  public static String question(String name, Collection<String> names) {
    return nearest(name, names).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /// How many letters must be put in, left out or changed (Levenshtein), without regard to case.
  private static int distance(String one, String other) {
    var a = one.toLowerCase(Locale.ROOT);
    var b = other.toLowerCase(Locale.ROOT);
    var above = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
