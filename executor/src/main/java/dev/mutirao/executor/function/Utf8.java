package dev.mutirao.executor.function;

/// Code points in UTF-8 bytes. Bytes that are no UTF-8 count as what their first bits say; nothing
/// is read past the end.
final class Utf8 {
  private Utf8() {}

  /// Number of code points.
  static int length(Bytes text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      count += (text.get(i) & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
  }

  /// Where the code point number `index` (from 0) begins; the text's length when it has fewer.
  static int offset(Bytes text, int index) {
    int seen = 0;
    int i = 0;
    for (; i < text.length(); i++) {
      if ((text.get(i) & 0xC0) != 0x80 && seen++ == index) {
        return i;
      }
    }
    return i;
  }

  /// Bytes of the code point that begins at `offset`.
  static int width(Bytes text, int offset) {
    int first = text.get(offset) & 0xFF;
    int width = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return Math.min(width, text.length() - offset);
  }

  /// The code point that begins at `offset`.
  static int codePoint(Bytes text, int offset) {
    int first = text.get(offset);
    return switch (width(text, offset)) {
      case 1 -> first & 0xFF;
      case 2 -> (first & 0x1F) << 6 | text.get(offset + 1) & 0x3F;
      case 3 ->
          (first & 0x0F) << 12 | (text.get(offset + 1) & 0x3F) << 6 | text.get(offset + 2) & 0x3F;
      default ->
          (first & 0x07) << 18
              | (text.get(offset + 1) & 0x3F) << 12
              | (text.get(offset + 2) & 0x3F) << 6
              | text.get(offset + 3) & 0x3F;
    };
  }

  static boolean isAscii(Bytes text) {
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      all |= text.get(i);
    }
    return all >= 0;
  }

  /// Where `part` is first found at or after `from`; -1 when it is not.
  static int indexOf(Bytes text, Bytes part, int from) {
    if (part.length() == 0) {
      return from <= text.length() ? from : -1;
    }
    byte first = part.get(0);
    for (int i = from; i <= text.length() - part.length(); i++) {
      if (text.get(i) == first && text.holdsAt(i, part)) {
        return i;
      }
    }
    return -1;
  }
}
