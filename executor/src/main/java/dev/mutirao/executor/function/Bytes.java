package dev.mutirao.executor.function;

import static dev.mutirao.connectors.batch.Column.BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A VARCHAR (UTF-8) or VARBINARY value inside a function: a view of memory that is valid until the
/// function's row is done. Never kept.
public record Bytes(MemorySegment segment, long start, int length) {
  public byte get(int index) {
    return segment.get(BYTE, start + index);
  }

  /// The bytes from `from` to before `to`. Copies nothing.
  public Bytes slice(int from, int to) {
    return new Bytes(segment, start + from, to - from);
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
