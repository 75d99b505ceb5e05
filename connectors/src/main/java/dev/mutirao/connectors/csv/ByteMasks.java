package dev.mutirao.connectors.csv;

import java.lang.foreign.MemorySegment;

/// Finds the bytes that structure a CSV file, 64 bytes at a time: bit `i` of word `w` speaks of
/// byte `64 * w + i`.
interface ByteMasks {
  /// Marks `words * 64` bytes, all of which must be readable: delimiters and line ends in
  /// `separators`, line ends in `newlines`, quotes and escapes in `quotes` (untouched when the
  /// dialect has no quote).
  void mark(
      MemorySegment bytes,
      int words,
      Dialect dialect,
      long[] separators,
      long[] newlines,
      long[] quotes);

  /// The first of `length` bytes that is one or the other, or `length`. Whole words of 64 bytes
  /// must be readable.
  int find(MemorySegment bytes, int length, byte one, byte other);

  /// The fastest implementation for the work that this process has had so far.
  static ByteMasks best() {
    return new AdaptiveMasks();
  }
}
