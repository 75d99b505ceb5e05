package dev.mutirao.connectors.parquet.write;

import java.util.Arrays;

/// The least and the greatest value of a page or a chunk, as statistics store them. Long texts are
/// cut: then the value is below the least, or above the greatest.
@SuppressWarnings("ArrayRecordComponent") // made once, never changed
record Bounds(byte[] min, byte[] max, boolean minExact, boolean maxExact) {
  private static final int LONGEST = 64;
  private static final int LAST_CODE_POINT = 0x10FFFF;

  static Bounds exact(byte[] min, byte[] max) {
    return new Bounds(min, max, true, true);
  }

  /// Bounds of texts or of bytes. `max` is null when nothing short is above the greatest value.
  static Bounds ofBytes(byte[] min, byte[] max, boolean text) {
    boolean minFits = min.length <= LONGEST;
    boolean maxFits = max.length <= LONGEST;
    return new Bounds(
        minFits ? min : Arrays.copyOf(min, cut(min, text)),
        maxFits ? max : next(Arrays.copyOf(max, cut(max, text)), text),
        minFits,
        maxFits);
  }

  boolean hasMax() {
    return max != null;
  }

  /// Where a long value is cut: a text at the beginning of a character.
  private static int cut(byte[] value, boolean text) {
    int end = LONGEST;
    while (text && end > 0 && (value[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  /// The first value after all that begin with `prefix`; null when there is none.
  private static byte[] next(byte[] prefix, boolean text) {
    return text ? nextText(prefix) : nextBytes(prefix);
  }

  private static byte[] nextBytes(byte[] prefix) {
    for (int end = prefix.length; end > 0; end--) {
      if (prefix[end - 1] != (byte) 0xFF) {
        var next = Arrays.copyOf(prefix, end);
        next[end - 1]++;
        return next;
      }
    }
    return null;
  }

  private static byte[] nextText(byte[] prefix) {
    var text = new String(prefix, java.nio.charset.StandardCharsets.UTF_8);
    for (int end = text.length(); end > 0; end = text.offsetByCodePoints(end, -1)) {
      int last = text.codePointBefore(end);
      if (last < LAST_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return (text.substring(0, end - Character.charCount(last)) + Character.toString(next))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
