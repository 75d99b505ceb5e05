package dev.mutirao.executor.memory;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Some of the Java heap that is kept back where functions of users run, and let go part by part
/// when one has taken all the rest: what fails then can be told, and other threads do not run out
/// of heap while that is done. A part for each who asks in vain, as the function may take the first
/// parts too while it has not noticed. Kept back again with the next query that calls a function.
/// Thread-safe.
public final class HeapReserve {
  private static final int PARTS = 8;
  private static final int PIECE_BYTES = 1 << 18; // small enough for any place in the heap
  private static final int PIECES_OF_PART =
      Math.clamp(Runtime.getRuntime().maxMemory() / 32 / PARTS / PIECE_BYTES, 2, 8);

  private static final byte @Nullable [][][] KEPT = new byte[PARTS][][];
  private static final AtomicInteger NEXT = new AtomicInteger(PARTS); // the first that is kept
  private static volatile boolean ranOut; // never false again

  private HeapReserve() {}

  /// Keeps it back, if the heap has room.
  public static void keep() {
    if (NEXT.get() > 0) {
      keepAgain();
    }
  }

  private static synchronized void keepAgain() {
    try {
      for (int i = 0; i < PARTS; i++) {
        if (KEPT[i] == null) {
          KEPT[i] = new byte[PIECES_OF_PART][PIECE_BYTES];
        }
      }
      NEXT.set(0);
    } catch (OutOfMemoryError full) {
      NEXT.set(PARTS);
      letGo(0, PARTS);
    }
  }

  /// Lets a part go. Allocates nothing.
  public static void release() {
    ranOut = true;
    int part = NEXT.getAndIncrement();
    letGo(part, Math.min(part + 1, PARTS));
  }

  /// Whether there is a part to let go.
  public static boolean hasMore() {
    return NEXT.get() < PARTS;
  }

  private static void letGo(int from, int to) {
    for (int i = from; i < to; i++) {
      KEPT[i] = null;
    }
  }

  /// Whether any was ever let go.
  static boolean ranOut() {
    return ranOut;
  }
}
