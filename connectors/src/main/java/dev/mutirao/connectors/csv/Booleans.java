package dev.mutirao.connectors.csv;

import java.lang.foreign.MemorySegment;
import java.util.Locale;

/// Truth values as PostgreSQL spells them, in any case.
final class Booleans {
  private Booleans() {}

  /// 1, 0, or -1 for bytes that are neither.
  static int parse(MemorySegment bytes, int from, int to) {
    int start = Blanks.skip(bytes, from, to);
    int end = Blanks.skipBack(bytes, start, to);
    if (end - start > 5) {
      return -1;
    }
    return switch (FieldText.of(bytes, start, end).toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "on", "1" -> 1;
      case "false", "f", "no", "n", "off", "0" -> 0;
      default -> -1;
    };
  }
}
