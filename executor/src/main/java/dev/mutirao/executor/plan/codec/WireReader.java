package dev.mutirao.executor.plan.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes being read; every length is checked against what is left.
final class WireReader {
  private final byte[] bytes;
  private int position;
  private int depth;

  WireReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int remaining() {
    return bytes.length - position;
  }

  byte raw() {
    if (position == bytes.length) {
      throw new MalformedException("it ends too early");
    }
    return bytes[position++];
  }

  /// A tag below `bound`.
  int tag(int bound) {
    var value = unsigned();
    if (value < 0 || value >= bound) {
      throw new MalformedException("tag " + value + " where there are " + bound);
    }
    return (int) value;
  }

  /// How many things follow, each of which takes at least one byte.
  int count() {
    var value = unsigned();
    if (value < 0 || value > remaining()) {
      throw new MalformedException("a length of " + value + " with " + remaining() + " bytes left");
    }
    return (int) value;
  }

  long integer() {
    var value = unsigned();
    return value >>> 1 ^ -(value & 1);
  }

  long fixed() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      value |= (raw() & 0xFFL) << shift;
    }
    return value;
  }

  byte[] block() {
    var length = count();
    var block = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return block;
  }

  String text() {
    var length = count();
    var text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  void enter() {
    if (++depth > Nesting.LIMIT) {
      throw new MalformedException("it nests more than " + Nesting.LIMIT + " deep");
    }
  }

  void leave() {
    depth--;
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      var next = raw();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("an integer of more than 64 bits");
  }
}
