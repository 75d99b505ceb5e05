package dev.mutirao.server.random;

/// What is wrong with the answers to a query.
///
/// @param way how the query was run
/// @param kind what went wrong, the same for failures with the same cause as far as can be told
/// @param detail the rows or the message
record Difference(String way, String kind, String detail) {
  /// Rows that should be others.
  static Difference rows(String way, String detail) {
    return new Difference(way, "other rows", detail);
  }

  /// A failure where rows were expected, told apart by what the message says beside its values.
  static Difference failure(String way, String message) {
    var words = message.replaceAll("'[^']*'|\"[^\"]*\"|[0-9]+", "_").replaceAll("\\s+", " ");
    return new Difference(
        way, "fails: " + words.substring(0, Math.min(60, words.length())), message);
  }

  boolean isLike(Difference other) {
    return kind.equals(other.kind) && way.equals(other.way);
  }
}
