package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import java.util.Arrays;
import java.util.HashMap;

/// How unlike two texts are, counted in characters.
final class TextDistances {
  private static final int MOST_CELLS = 1 << 24;
  private static final int LONGEST_PREFIX = 4;
  private static final double PREFIX_WEIGHT = 0.1;
  private static final double PREFIX_FROM = 0.7;

  private TextDistances() {}

  @ScalarFunction(
      value = "levenshtein",
      aliases = "editdist3",
      description = "How many characters must be put in, left out or changed.",
      example = "levenshtein('kitten', 'sitting')",
      result = "3")
  static long levenshtein(Bytes one, Bytes other) {
    return edits(codePoints(one), codePoints(other));
  }

  @ScalarFunction(
      value = "damerau_levenshtein",
      description =
          "How many characters must be put in, left out, changed, or swapped with a neighbour.",
      example = "damerau_levenshtein('form', 'from')",
      result = "1")
  static long damerauLevenshtein(Bytes one, Bytes other) {
    return editsWithSwaps(codePoints(one), codePoints(other));
  }

  /// Row by row over `a`, two rows kept.
  private static int edits(int[] a, int[] b) {
    var above = new int[b.length + 1];
    var row = new int[b.length + 1];
    Arrays.setAll(above, i -> i);
    for (int i = 1; i <= a.length; i++) {
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
      }
      var free = above;
      above = row;
      row = free;
    }
    return above[b.length];
  }

  /// As {@link #edits}; a swap may have other edits between the two characters, so that every row
  /// is kept.
  private static int editsWithSwaps(int[] a, int[] b) {
    if ((long) a.length * b.length > MOST_CELLS) {
      throw QueryErrors.invalidArgument(
          "damerau_levenshtein",
          "texts whose lengths multiply to at most " + MOST_CELLS,
          a.length + " and " + b.length + " characters");
    }
    var rows = new int[a.length + 1][b.length + 1];
    Arrays.setAll(rows[0], j -> j);
    var lastRowOf = new HashMap<Integer, Integer>();
    for (int i = 1; i <= a.length; i++) {
      rows[i][0] = i;
      int lastMatch = 0;
      for (int j = 1; j <= b.length; j++) {
        boolean same = a[i - 1] == b[j - 1];
        int changed = rows[i - 1][j - 1] + (same ? 0 : 1);
        int best = Math.min(changed, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        int swapRow = lastRowOf.getOrDefault(b[j - 1], 0);
        if (swapRow > 0 && lastMatch > 0) {
          int between = i - swapRow - 1 + j - lastMatch - 1;
          best = Math.min(best, rows[swapRow - 1][lastMatch - 1] + between + 1);
        }
        rows[i][j] = best;
        lastMatch = same ? j : lastMatch;
      }
      lastRowOf.put(a[i - 1], i);
    }
    return rows[a.length][b.length];
  }

  @ScalarFunction(
      value = "hamming",
      aliases = "mismatches",
      description = "At how many places two texts of one length differ.",
      example = "hamming('duck', 'luck')",
      result = "1")
  static long hamming(Bytes one, Bytes other) {
    int[] a = codePoints(one);
    int[] b = codePoints(other);
    if (a.length != b.length) {
      throw QueryErrors.invalidArgument(
          "hamming", "two texts of one length", "lengths " + a.length + " and " + b.length);
    }
    long count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }

  @ScalarFunction(
      value = "jaccard",
      description = "Which part of the different characters of both texts is in both, from 0 to 1.",
      example = "jaccard('duck', 'luck')",
      result = "0.6")
  static double jaccard(Bytes one, Bytes other) {
    if (one.length() == 0 || other.length() == 0) {
      throw QueryErrors.invalidArgument("jaccard", "texts that are not empty", "''");
    }
    int[] a = Arrays.stream(codePoints(one)).sorted().distinct().toArray();
    int[] b = Arrays.stream(codePoints(other)).sorted().distinct().toArray();
    int both = 0;
    for (int each : a) {
      both += Arrays.binarySearch(b, each) >= 0 ? 1 : 0;
    }
    return (double) both / (a.length + b.length - both);
  }

  @ScalarFunction(
      value = "jaro_similarity",
      description = "Jaro's likeness of two texts, from 0 to 1.",
      example = "round(jaro_similarity('martha', 'marhta'), 4)",
      result = "0.9444")
  static double jaro(Bytes one, Bytes other) {
    return jaro(codePoints(one), codePoints(other));
  }

  @ScalarFunction(
      value = "jaro_winkler_similarity",
      description = "Jaro's likeness, raised for texts that begin alike, from 0 to 1.",
      example = "round(jaro_winkler_similarity('martha', 'marhta'), 4)",
      result = "0.9611")
  static double jaroWinkler(Bytes one, Bytes other) {
    int[] a = codePoints(one);
    int[] b = codePoints(other);
    double likeness = jaro(a, b);
    int prefix = 0;
    int most = Math.min(LONGEST_PREFIX, Math.min(a.length, b.length));
    while (prefix < most && a[prefix] == b[prefix]) {
      prefix++;
    }
    return likeness > PREFIX_FROM ? likeness + prefix * PREFIX_WEIGHT * (1 - likeness) : likeness;
  }

  /// Characters match when they are equal and no further apart than half the longer text.
  private static double jaro(int[] a, int[] b) {
    if (a.length == 0 || b.length == 0) {
      return 0;
    }
    int reach = Math.max(0, Math.max(a.length, b.length) / 2 - 1);
    var taken = new boolean[b.length];
    var matched = new int[a.length];
    int matches = 0;
    for (int i = 0; i < a.length; i++) {
      int last = Math.min(b.length - 1, i + reach);
      for (int j = Math.max(0, i - reach); j <= last; j++) {
        if (!taken[j] && a[i] == b[j]) {
          taken[j] = true;
          matched[matches++] = a[i];
          break;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    int outOfOrder = 0;
    int next = 0;
    for (int j = 0; j < b.length; j++) {
      if (taken[j]) {
        outOfOrder += b[j] == matched[next++] ? 0 : 1;
      }
    }
    int swaps = outOfOrder / 2;
    double count = matches;
    return (count / a.length + count / b.length + (count - swaps) / count) / 3;
  }

  private static int[] codePoints(Bytes text) {
    int[] points = new int[text.length()];
    int count = 0;
    for (int at = 0; at < text.length(); at += Utf8.width(text, at)) {
      points[count++] = Utf8.codePoint(text, at);
    }
    return count == points.length ? points : Arrays.copyOf(points, count);
  }
}
