package dev.mutirao.executor.sort;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Sorts row ids: by the first key word with a radix sort, then every stretch of rows with equal
/// words by the next word, and so on; short stretches by insertion. Takes 24 bytes a row while it
/// works.
final class RowSorter implements AutoCloseable {
  private static final int SHORT_STRETCH = 48;
  private static final int DIGITS = 8;
  private static final int RADIX = 256;

  private final RowOrder order;
  private final MemorySegment ids;
  private final ArrowBuf scratch;
  private final MemorySegment words;
  private final MemorySegment otherWords;
  private final MemorySegment otherIds;
  private final int[] counts = new int[DIGITS * RADIX];

  private RowSorter(RowOrder order, MemorySegment ids, int count, BufferAllocator allocator) {
    this.order = order;
    this.ids = ids;
    this.scratch = allocator.buffer(20L * count);
    var memory = Memory.segment(scratch);
    this.words = memory.asSlice(0, 8L * count);
    this.otherWords = memory.asSlice(8L * count, 8L * count);
    this.otherIds = memory.asSlice(16L * count, 4L * count);
  }

  /// Puts `count` 32-bit row ids into order, in place.
  static void sort(RowOrder order, MemorySegment ids, int count, BufferAllocator allocator) {
    if (count > 1 && order.keys() > 0) {
      try (var sorter = new RowSorter(order, ids, count, allocator)) {
        sorter.sort(0, count, 0, 0);
      }
    }
  }

  private void sort(int from, int to, int key, int part) {
    var column = order.key(key);
    for (int i = from; i < to; i++) {
      words.set(LONG, 8L * i, column.word(ids.get(INT, 4L * i), part));
    }
    if (to - from <= SHORT_STRETCH) {
      insertionSort(from, to, key, part);
      return;
    }
    radixSort(from, to);
    for (int begin = from; begin < to; ) {
      long word = words.get(LONG, 8L * begin);
      int end = begin + 1;
      while (end < to && words.get(LONG, 8L * end) == word) {
        end++;
      }
      if (end - begin > 1) {
        if (column.more(part, word)) {
          sort(begin, end, key, part + 1);
        } else if (key + 1 < order.keys()) {
          sort(begin, end, key + 1, 0);
        }
      }
      begin = end;
    }
  }

  private void insertionSort(int from, int to, int key, int part) {
    var column = order.key(key);
    for (int i = from + 1; i < to; i++) {
      long word = words.get(LONG, 8L * i);
      int id = ids.get(INT, 4L * i);
      int at = i;
      for (; at > from; at--) {
        long before = words.get(LONG, 8L * (at - 1));
        int compared = Long.compareUnsigned(before, word);
        if (compared < 0) {
          break;
        }
        int other = ids.get(INT, 4L * (at - 1));
        if (compared == 0) {
          int rest =
              column.more(part, word)
                  ? order.compareFrom(other, id, key, part + 1)
                  : order.compareFrom(other, id, key + 1, 0);
          if (rest <= 0) {
            break;
          }
        }
        words.set(LONG, 8L * at, before);
        ids.set(INT, 4L * at, other);
      }
      words.set(LONG, 8L * at, word);
      ids.set(INT, 4L * at, id);
    }
  }

  /// Sorts the stretch by its words, least significant byte first; bytes in which all words agree
  /// cost nothing.
  private void radixSort(int from, int to) {
    if (countBytes(from, to)) {
      return;
    }
    var fromWords = words;
    var fromIds = ids;
    var toWords = otherWords;
    var toIds = otherIds;
    for (int digit = 0; digit < DIGITS; digit++) {
      if (!startPositions(digit, from, to, fromWords.get(LONG, 8L * from))) {
        continue;
      }
      int base = digit * RADIX;
      for (int i = from; i < to; i++) {
        long word = fromWords.get(LONG, 8L * i);
        int at = counts[base + (int) (word >>> 8 * digit & 0xFF)]++;
        toWords.set(LONG, 8L * at, word);
        toIds.set(INT, 4L * at, fromIds.get(INT, 4L * i));
      }
      var swapWords = fromWords;
      fromWords = toWords;
      toWords = swapWords;
      var swapIds = fromIds;
      fromIds = toIds;
      toIds = swapIds;
    }
    if (fromWords != words) {
      MemorySegment.copy(otherWords, 8L * from, words, 8L * from, 8L * (to - from));
      MemorySegment.copy(otherIds, 4L * from, ids, 4L * from, 4L * (to - from));
    }
  }

  /// Counts every byte of every word; returns whether the stretch is in order already.
  private boolean countBytes(int from, int to) {
    Arrays.fill(counts, 0);
    boolean inOrder = true;
    long last = words.get(LONG, 8L * from);
    for (int i = from; i < to; i++) {
      long word = words.get(LONG, 8L * i);
      inOrder &= Long.compareUnsigned(last, word) <= 0;
      last = word;
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit * RADIX + (int) (word >>> 8 * digit & 0xFF)]++;
      }
    }
    return inOrder;
  }

  /// Turns the counts of a byte into the positions where its values begin; false when all words
  /// agree on the byte.
  private boolean startPositions(int digit, int from, int to, long sample) {
    int base = digit * RADIX;
    if (counts[base + (int) (sample >>> 8 * digit & 0xFF)] == to - from) {
      return false;
    }
    int position = from;
    for (int value = base; value < base + RADIX; value++) {
      int count = counts[value];
      counts[value] = position;
      position += count;
    }
    return true;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
