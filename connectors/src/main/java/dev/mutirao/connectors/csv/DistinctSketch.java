package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Estimates how many values a column has from pieces of the file, some 20 ns a value.
///
/// Remembered are the hashes of some values, all of them as long as there are few (Wegman's
/// adaptive sampling), and in how many pieces each was seen. From these numbers follows how many
/// more there are likely to be in pieces that were not looked at, as Haas and Stokes estimate it
/// from rows (the estimator Duj1 of "Estimating the number of classes in a finite population",
/// 1998). It counts pieces and not rows because equal values lie together in many files: the number
/// of an order comes several times among few neighbouring rows and nowhere else, and tells of as
/// many values as there are pieces.
final class DistinctSketch {
  /// Twice as many slots as hashes that are remembered: an error of some 3 %.
  static final int MOST_SLOTS = 4096;

  /// An error of some 20 %.
  static final int LEAST_SLOTS = 64;

  private static final int FIRST_SLOTS = LEAST_SLOTS;

  static final int SLOT_BYTES = 16;

  private final int mostSlots;
  private long[] hashes = new long[FIRST_SLOTS]; // 0 is a free slot
  private int[] pieces = new int[FIRST_SLOTS]; // in which the value was seen
  private int[] latest = new int[FIRST_SLOTS]; // one of them
  private int size;

  /// Remembered are hashes whose lowest bits, so many, are zeros.
  private int level;

  /// @param mostSlots a power of two, from {@link #LEAST_SLOTS}
  DistinctSketch(int mostSlots) {
    this.mostSlots = mostSlots;
  }

  /// Adds the fields of a piece, which are not NULL.
  ///
  /// @param bytes readable for eight bytes from the beginning of each field
  /// @param piece another number than that of the piece before, and not 0
  void add(MemorySegment bytes, Fields fields, int piece) {
    for (int i = 0; i < fields.count; i++) {
      if (fields.to[i] >= fields.from[i]) {
        add(hash(bytes, fields.from[i], fields.to[i]), piece);
      }
    }
  }

  /// How many values the whole column has.
  ///
  /// @param part of the column's rows that were looked at, greater than 0 and at most 1
  long estimate(double part) {
    double seen = 0;
    double once = 0;
    for (int slot = 0; slot < hashes.length; slot++) {
      seen += pieces[slot];
      once += pieces[slot] == 1 ? 1 : 0;
    }
    return seen == 0 ? 0 : Math.round(seen * size / (seen - once * (1 - part)) * (1L << level));
  }

  private void add(long hash, int piece) {
    if ((hash & (1L << level) - 1) != 0) {
      return;
    }
    int slot = slot(hash);
    if (hashes[slot] == 0) {
      put(slot, hash, 1, piece);
      if (size * 2 > hashes.length) {
        makeRoom();
      }
    } else if (latest[slot] != piece) {
      pieces[slot]++;
      latest[slot] = piece;
    }
  }

  private void put(int slot, long hash, int times, int piece) {
    hashes[slot] = hash;
    pieces[slot] = times;
    latest[slot] = piece;
    size++;
  }

  private int slot(long hash) {
    int slot = (int) (hash >>> 48) & hashes.length - 1;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & hashes.length - 1;
    }
    return slot;
  }

  /// Makes the table larger, or forgets half of the hashes where it must not grow any more.
  private void makeRoom() {
    if (hashes.length < mostSlots) {
      rebuild(hashes.length * 2);
    } else {
      level++;
      rebuild(hashes.length);
    }
  }

  /// Puts the hashes that are remembered into as many slots.
  private void rebuild(int slots) {
    var oldHashes = hashes;
    var oldPieces = pieces;
    var oldLatest = latest;
    hashes = new long[slots];
    pieces = new int[slots];
    latest = new int[slots];
    size = 0;
    for (int old = 0; old < oldHashes.length; old++) {
      long hash = oldHashes[old];
      if (hash != 0 && (hash & (1L << level) - 1) == 0) {
        put(slot(hash), hash, oldPieces[old], oldLatest[old]);
      }
    }
  }

  private static long hash(MemorySegment bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; to - at >= 8; at += 8) {
      hash = mixed(hash ^ bytes.get(Column.LONG, at));
    }
    if (at < to) {
      hash = mixed(hash ^ bytes.get(Column.LONG, at) & (1L << 8 * (to - at)) - 1);
    }
    hash = mixed(hash);
    return hash == 0 ? 1L << 32 : hash;
  }

  private static long mixed(long bits) {
    long product = (bits ^ bits >>> 32) * 0x9E3779B97F4A7C15L;
    return product ^ product >>> 29;
  }
}
