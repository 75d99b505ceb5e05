package dev.mutirao.executor.plan.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes being written: integers in groups of seven bits, low ones first.
final class WireWriter {
  private byte[] bytes = new byte[512];
  private int size;
  private int depth;

  void raw(byte value) {
    room(1);
    bytes[size++] = value;
  }

  /// A length or a tag; small ones take one byte.
  void count(int value) {
    unsigned(Integer.toUnsignedLong(value));
  }

  /// Any integer; those near zero take one byte.
  void integer(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  void fixed(long value) {
    room(Long.BYTES);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void block(byte[] value) {
    count(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  void text(String value) {
    block(value.getBytes(StandardCharsets.UTF_8));
  }

  void enter() {
    depth = Nesting.deeper(depth);
  }

  void leave() {
    depth--;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void unsigned(long value) {
    room(10);
    var rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void room(int wanted) {
    if (bytes.length - size < wanted) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(size, wanted)));
    }
  }
}
