package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A field as a string, for names, rare values and messages.
final class FieldText {
  private FieldText() {}

  static String of(MemorySegment bytes, int from, int to) {
    return new String(bytes.asSlice(from, to - from).toArray(Column.BYTE), StandardCharsets.UTF_8);
  }
}
