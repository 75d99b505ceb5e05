package dev.mutirao.connectors.csv;

import java.lang.foreign.MemorySegment;

/// The bytes of one CSV text from a position on, decompressed where they are compressed.
interface ByteInput extends AutoCloseable {
  /// Path for messages.
  String path();

  /// Fills `target` with what follows the bytes read before; returns how many, fewer than asked
  /// only at the end.
  int read(MemorySegment target);

  /// Bytes taken from storage so far.
  long bytesRead();

  /// Checks that the file is still the version that was listed.
  void verify();

  @Override
  void close();
}
