package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.Arena;

/// Counts physical lines, as an editor numbers them.
final class LineCounter {
  private static final int CHUNK = 1 << 16;

  private LineCounter() {}

  /// The line, from 1, of the byte at `position` of a text that is read from its beginning.
  static long lineOf(ByteInput input, long position, byte newline) {
    long line = 1;
    try (var arena = Arena.ofConfined()) {
      var chunk = arena.allocate(CHUNK);
      for (long left = position; left > 0; ) {
        int n = input.read(chunk.asSlice(0, Math.min(CHUNK, left)));
        if (n == 0) {
          break;
        }
        for (int i = 0; i < n; i++) {
          line += chunk.get(Column.BYTE, i) == newline ? 1 : 0;
        }
        left -= n;
      }
    }
    return line;
  }
}
