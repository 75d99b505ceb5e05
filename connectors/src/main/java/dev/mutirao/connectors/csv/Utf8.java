package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Whether bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
final class Utf8 {
  private Utf8() {}

  static boolean isValid(MemorySegment bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int lead = bytes.get(Column.BYTE, at) & 0xFF;
      int length =
          lead < 0x80
              ? 1
              : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
      if (length == 0 || at + length > to) {
        return false;
      }
      for (int i = 1; i < length; i++) {
        int next = bytes.get(Column.BYTE, at + i) & 0xFF;
        int least = i > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = i > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (next < least || next > most) {
          return false;
        }
      }
      at += length;
    }
    return true;
  }
}
