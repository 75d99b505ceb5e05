package dev.mutirao.executor.sort;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Sorts row ids: by the first eight bits in which their key words differ, then each stretch of
/// rows that agree on these by the next eight, and so on through all words of all keys; short
/// stretches by insertion. Takes 24 bytes a row while it works. With the copy of the rows before
/// and their fetch in order after it, three million rows of three columns cost 290 ns each by a
/// double and 370 by a text and a number (`benchmarks/run SortRows`).
final class RowSorter implements AutoCloseable {
  private static final int SHORT_STRETCH = 32;
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private final RowOrder order;
  private final MemorySegment ids;
  private final ArrowBuf scratch;
  private final MemorySegment words;
  private final MemorySegment otherWords;
  private final MemorySegment otherIds;

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
        sorter.sortByWord(0, count, 0, 0);
      }
    }
  }

  /// Sorts rows that agree on every word before word `part` of key `key`.
  private void sortByWord(int from, int to, int key, int part) {
    // A loop, not a recursion: texts can agree on any number of words.
    while (key < order.keys()) {
      var column = order.key(key);
      for (int i = from; i < to; i++) {
        words.set(LONG, 8L * i, column.word(ids.get(INT, 4L * i), part));
      }
      if (to - from <= SHORT_STRETCH || difference(from, to) != 0) {
        sortStretch(from, to, key, part);
        return;
      }
      boolean more = column.more(part, words.get(LONG, 8L * from));
      part = more ? part + 1 : 0;
      key += more ? 0 : 1;
    }
  }

  /// Sorts rows whose words are known.
  private void sortStretch(int from, int to, int key, int part) {
    if (to - from <= SHORT_STRETCH) {
      insertionSort(from, to, key, part);
      return;
    }
    long difference = difference(from, to);
    if (difference == 0) {
      boolean more = order.key(key).more(part, words.get(LONG, 8L * from));
      sortByWord(from, to, more ? key : key + 1, more ? part + 1 : 0);
      return;
    }
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(difference) - DIGIT_BITS);
    int begin = from;
    for (int end : distribute(from, to, shift)) {
      if (end - begin > 1) {
        sortStretch(begin, end, key, part);
      }
      begin = end;
    }
  }

  /// The bits in which the words of a stretch differ.
  private long difference(int from, int to) {
    long first = words.get(LONG, 8L * from);
    long difference = 0;
    for (int i = from + 1; i < to; i++) {
      difference |= words.get(LONG, 8L * i) ^ first;
    }
    return difference;
  }

  /// Orders a stretch by the eight bits of the words from `shift` on; returns where the rows of
  /// each digit end.
  private int[] distribute(int from, int to, int shift) {
    var positions = new int[DIGITS];
    for (int i = from; i < to; i++) {
      positions[digit(words.get(LONG, 8L * i), shift)]++;
    }
    int position = from;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = positions[digit];
      positions[digit] = position;
      position += count;
    }
    for (int i = from; i < to; i++) {
      long word = words.get(LONG, 8L * i);
      int at = positions[digit(word, shift)]++;
      otherWords.set(LONG, 8L * at, word);
      otherIds.set(INT, 4L * at, ids.get(INT, 4L * i));
    }
    MemorySegment.copy(otherWords, 8L * from, words, 8L * from, 8L * (to - from));
    MemorySegment.copy(otherIds, 4L * from, ids, 4L * from, 4L * (to - from));
    return positions;
  }

  private static int digit(long word, int shift) {
    return (int) (word >>> shift) & DIGITS - 1;
  }

  private void insertionSort(int from, int to, int key, int part) {
    for (int i = from + 1; i < to; i++) {
      long word = words.get(LONG, 8L * i);
      int id = ids.get(INT, 4L * i);
      int at = i;
      for (; at > from; at--) {
        long before = words.get(LONG, 8L * (at - 1));
        int other = ids.get(INT, 4L * (at - 1));
        if (!comesAfter(before, other, word, id, key, part)) {
          break;
        }
        words.set(LONG, 8L * at, before);
        ids.set(INT, 4L * at, other);
      }
      words.set(LONG, 8L * at, word);
      ids.set(INT, 4L * at, id);
    }
  }

  private boolean comesAfter(
      long leftWord, int left, long rightWord, int right, int key, int part) {
    int compared = Long.compareUnsigned(leftWord, rightWord);
    if (compared != 0) {
      return compared > 0;
    }
    return order.key(key).more(part, leftWord)
        ? order.compareFrom(left, right, key, part + 1) > 0
        : order.compareFrom(left, right, key + 1, 0) > 0;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
