package dev.mutirao.executor.function;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.executor.row.RowEquality;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A VARCHAR (UTF-8) or VARBINARY value inside a function: a view of memory that is valid until the
/// function's row is done. Never kept.
public record Bytes(MemorySegment segment, long start, int length) implements Comparable<Bytes> {
  public byte get(int index) {
    return segment.get(BYTE, start + index);
  }

  /// The bytes from `from` to before `to`. Copies nothing.
  public Bytes slice(int from, int to) {
    return new Bytes(segment, start + from, to - from);
  }

  /// Whether both hold the same bytes.
  public boolean sameContent(Bytes other) {
    return length == other.length
        && RowEquality.sameBytes(segment, start, other.segment, other.start, length);
  }

  /// Whether `other` is found at `offset`.
  public boolean holdsAt(int offset, Bytes other) {
    return offset >= 0
        && offset + other.length <= length
        && RowEquality.sameBytes(segment, start + offset, other.segment, other.start, other.length);
  }

  /// A hash of the content.
  public int contentHash() {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + get(i);
    }
    return hash * 0x9E3779B1 >>> 7;
  }

  /// By unsigned bytes, which for UTF-8 is by code points.
  @Override
  public int compareTo(Bytes other) {
    int common = Math.min(length, other.length);
    int i = 0;
    while (i + 8 <= common
        && segment.get(LONG, start + i) == other.segment.get(LONG, other.start + i)) {
      i += 8;
    }
    for (; i < common; i++) {
      int difference = (get(i) & 0xFF) - (other.get(i) & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return length - other.length;
  }

  public byte[] toArray() {
    var bytes = new byte[length];
    MemorySegment.copy(segment, BYTE, start, bytes, 0, length);
    return bytes;
  }

  /// The text as a String.
  public String text() {
    return new String(toArray(), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text();
  }
}
