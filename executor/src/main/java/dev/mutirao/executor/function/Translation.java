package dev.mutirao.executor.function;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What `translate` puts in place of each character. Immutable.
final class Translation {
  private static final int KEPT = -2;
  private static final int LEFT_OUT = -1;

  private final int[] ofAscii = new int[128];
  private final Map<Integer, Integer> ofOthers = new HashMap<>();

  private Translation() {
    Arrays.fill(ofAscii, KEPT);
  }

  /// @param from the characters that are replaced; of one that comes twice, the first place counts
  /// @param to the characters at their places; those without one are left out
  static Translation of(Bytes from, Bytes to) {
    var translation = new Translation();
    int[] sought = from.text().codePoints().toArray();
    int[] put = to.text().codePoints().toArray();
    for (int i = sought.length - 1; i >= 0; i--) {
      translation.set(sought[i], i < put.length ? put[i] : LEFT_OUT);
    }
    return translation;
  }

  private void set(int codePoint, int replacement) {
    if (codePoint < ofAscii.length) {
      ofAscii[codePoint] = replacement;
    } else {
      ofOthers.put(codePoint, replacement);
    }
  }

  Bytes apply(TextBuffer buffer, Bytes text) {
    buffer.begin(text.length());
    for (int at = 0; at < text.length(); ) {
      int width = Utf8.width(text, at);
      int replacement =
          width == 1
              ? ofAscii[text.get(at) & 0x7F]
              : ofOthers.getOrDefault(Utf8.codePoint(text, at), KEPT);
      if (replacement == KEPT) {
        buffer.append(text.slice(at, at + width));
      } else if (replacement != LEFT_OUT) {
        buffer.appendCodePoint(replacement);
      }
      at += width;
    }
    return buffer.end();
  }
}
