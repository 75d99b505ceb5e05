package dev.mutirao.executor.aggregate;

import java.util.function.ToLongFunction;
import org.apache.arrow.memory.AllocationReservation;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// Counts objects on the Java heap as memory of a query. Their size is a guess from some of them,
/// made again whenever an eighth more rows have come.
public final class HeapStates {
  private static final int FIRST_ROWS = 1024;
  private static final int LOOKED_AT = 64;
  private static final int REFERENCE_BYTES = 8;

  private final ToLongFunction<Object> size;
  private final BufferAllocator memory;
  private @Nullable AllocationReservation reservation;
  private long reserved;
  private long rows;
  private long nextGuess = FIRST_ROWS;

  /// @param size guesses the size of one state
  public HeapStates(ToLongFunction<Object> size, BufferAllocator memory) {
    this.size = size;
    this.memory = memory;
  }

  /// To be told of rows that were added to states.
  ///
  /// @throws OutOfMemoryException when they take more than the query may have
  public void added(int count, @Nullable Object[] states) {
    rows += count;
    if (rows < nextGuess) {
      return;
    }
    nextGuess = rows + Math.max(FIRST_ROWS, rows / 8);
    long bytes = 0;
    int step = Math.max(1, states.length / LOOKED_AT);
    for (int i = 0; i < states.length; i += step) {
      var state = states[i];
      if (state != null) {
        bytes += size.applyAsLong(state);
      }
    }
    reserve((long) states.length * REFERENCE_BYTES + bytes * step);
  }

  private void reserve(long bytes) {
    if (bytes <= reserved) {
      return;
    }
    if (reservation == null) {
      reservation = memory.newReservation();
    }
    // Arrow reserves powers of two, so that one that is none is cut into such.
    for (long left = bytes - reserved; left > 0; left -= Long.highestOneBit(left)) {
      if (!reservation.add(Long.highestOneBit(left))) {
        throw new OutOfMemoryException(
            "states of an aggregate take about " + bytes + " bytes of Java heap");
      }
    }
    reserved = bytes;
  }

  long sizeInBytes() {
    return reserved;
  }

  /// There are no states any more.
  public void clear() {
    if (reservation != null) {
      reservation.close();
      reservation = null;
    }
    reserved = 0;
    rows = 0;
    nextGuess = FIRST_ROWS;
  }
}
