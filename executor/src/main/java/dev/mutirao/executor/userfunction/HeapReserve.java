package dev.mutirao.executor.userfunction;

import org.jspecify.annotations.Nullable;

/// A part of the Java heap that is kept back where functions of users run, and let go when one has
/// taken all the rest: what fails then can be told, and other threads do not run out of heap while
/// that is done. Kept back again with the next query that calls a function.
public final class HeapReserve {
  private static final int PIECE_BYTES = 1 << 18; // small enough for any place in the heap
  private static final int PIECES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 32 / PIECE_BYTES, 4, 64);

  private static volatile byte @Nullable [][] kept; // read and written by any thread

  private HeapReserve() {}

  /// Keeps it back, if the heap has room.
  static void keep() {
    if (kept == null) {
      try {
        kept = new byte[PIECES][PIECE_BYTES];
      } catch (OutOfMemoryError full) {
        kept = null;
      }
    }
  }

  /// Lets it go. Allocates nothing.
  public static void release() {
    kept = null;
  }
}
