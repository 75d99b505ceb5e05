package dev.mutirao.connectors.parquet.decode;

import java.lang.foreign.MemorySegment;

/// Unpacks integers of a fixed number of bits, least significant bit first, into 32-bit integers.
///
/// Inputs must be followed by 64 bytes that may be loaded.
interface BitUnpacker {
  /// The fastest implementation for the work that this process has had so far: with the Vector API
  /// where the module is there and the machine has vectors of 256 bits, else without.
  BitUnpacker BEST = new AdaptiveBitUnpacker();

  /// Unpacks `count` integers of `width` bits, 0 to 32, the first of which begins at bit `bit`
  /// counted from `in`'s byte `offset`, to `out` from byte `outOffset` on.
  void unpack(
      MemorySegment in,
      long offset,
      long bit,
      int width,
      int count,
      MemorySegment out,
      long outOffset);
}
