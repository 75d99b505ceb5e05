package dev.mutirao.executor.function;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Bytes that may be kept: freed when nothing refers to them. Outside the heap like those of
/// columns, so that loops see one kind of memory.
public final class KeptBytes {
  static final Bytes EMPTY = of("");

  private KeptBytes() {}

  public static Bytes of(byte[] bytes) {
    var segment = Arena.ofAuto().allocate(Math.max(1, bytes.length));
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, segment, 0, bytes.length);
    return new Bytes(segment, 0, bytes.length);
  }

  static Bytes of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
