package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Spaces and tabs around values that are not text.
final class Blanks {
  private Blanks() {}

  /// The first place from `from` on that is no blank, or `to`.
  static int skip(MemorySegment bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes.get(Column.BYTE, at))) {
      at++;
    }
    return at;
  }

  /// The end of `[from, to)` without the blanks before it.
  static int skipBack(MemorySegment bytes, int from, int to) {
    int at = to;
    while (at > from && isBlank(bytes.get(Column.BYTE, at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
