package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of text that grow at their end. Used by one thread at a time.
final class TextBuffer {
  private static final byte[] PAIRS = pairs();

  private byte[] bytes;
  private int size;

  TextBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void put(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
  }

  void put(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  void putAscii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  void put(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  void put(MemorySegment from, long start, int length) {
    reserve(length);
    MemorySegment.copy(from, Column.BYTE, start, bytes, size, length);
    size += length;
  }

  /// Decimal digits, with a sign where it is negative.
  void put(long value) {
    reserve(20);
    long rest = value;
    if (rest < 0) {
      if (rest == Long.MIN_VALUE) {
        put("-9223372036854775808");
        return;
      }
      bytes[size++] = '-';
      rest = -rest;
    }
    putPadded(rest, digits(rest));
  }

  /// The last `width` digits of a number that is not negative.
  void putPadded(long value, int width) {
    reserve(width);
    long rest = value;
    int at = size + width;
    while (at - size >= 2) {
      long tens = rest / 100;
      int pair = (int) (rest - 100 * tens) << 1;
      bytes[--at] = PAIRS[pair + 1];
      bytes[--at] = PAIRS[pair];
      rest = tens;
    }
    if (at > size) {
      bytes[--at] = (byte) ('0' + rest % 10);
    }
    size += width;
  }

  /// How many digits a number that is not negative has.
  static int digits(long value) {
    int digits = 1;
    for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }

  private static byte[] pairs() {
    var pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }
}
