package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Sorts 64-bit integers in place, or as far as needed to find one by its rank: by the first eight
/// bits in which they differ, then the next eight (American flag sort). Never quadratic; no memory
/// but for short stretches.
final class LongOrder {
  private static final int SHORT_STRETCH = 512;
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private LongOrder() {}

  /// Sorts the numbers `from` to `to`.
  static void sort(MemorySegment numbers, long from, long to) {
    if (to - from <= SHORT_STRETCH) {
      sortShort(numbers, from, (int) (to - from));
      return;
    }
    long begin = from;
    for (long end : distribute(numbers, from, to)) {
      if (end - begin > 1 && end - begin < to - from) {
        sort(numbers, begin, end);
      }
      begin = end;
    }
  }

  /// Gives the number that sorting would bring to `rank`, which is one of `from` to `to`. After it
  /// no number before `rank` is greater and none behind it is less.
  static long select(MemorySegment numbers, long from, long to, long rank) {
    long begin = from;
    long end = to;
    while (end - begin > SHORT_STRETCH) {
      long size = end - begin;
      long before = begin;
      for (long next : distribute(numbers, begin, end)) {
        if (rank < next) {
          begin = before;
          end = next;
          break;
        }
        before = next;
      }
      if (end - begin == size) {
        return get(numbers, rank);
      }
    }
    sortShort(numbers, begin, (int) (end - begin));
    return get(numbers, rank);
  }

  /// The least of the numbers `from` to `to`, of which there is one.
  static long least(MemorySegment numbers, long from, long to) {
    long least = get(numbers, from);
    for (long i = from + 1; i < to; i++) {
      least = Math.min(least, get(numbers, i));
    }
    return least;
  }

  private static void sortShort(MemorySegment numbers, long from, int count) {
    if (count > 1) {
      var copy = new long[count];
      MemorySegment.copy(numbers, ValueLayout.JAVA_LONG_UNALIGNED, from << 3, copy, 0, count);
      Arrays.sort(copy);
      MemorySegment.copy(copy, 0, numbers, ValueLayout.JAVA_LONG_UNALIGNED, from << 3, count);
    }
  }

  /// Puts numbers into the order of eight of their bits; gives where those of each digit end. All
  /// equal numbers stay one stretch.
  private static long[] distribute(MemorySegment numbers, long from, long to) {
    long least = get(numbers, from);
    long greatest = least;
    for (long i = from + 1; i < to; i++) {
      long number = get(numbers, i);
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(greatest - least) - DIGIT_BITS);
    var ends = new long[DIGITS];
    for (long i = from; i < to; i++) {
      ends[digit(get(numbers, i), least, shift)]++;
    }
    var next = new long[DIGITS];
    long end = from;
    for (int digit = 0; digit < DIGITS; digit++) {
      next[digit] = end;
      end += ends[digit];
      ends[digit] = end;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      while (next[digit] < ends[digit]) {
        long number = get(numbers, next[digit]);
        int target = digit(number, least, shift);
        while (target != digit) {
          long place = next[target]++;
          long other = get(numbers, place);
          numbers.set(LONG, place << 3, number);
          number = other;
          target = digit(number, least, shift);
        }
        numbers.set(LONG, next[digit]++ << 3, number);
      }
    }
    return ends;
  }

  /// The difference of two 64-bit integers is unsigned.
  private static int digit(long number, long least, int shift) {
    return (int) (number - least >>> shift);
  }

  private static long get(MemorySegment numbers, long index) {
    return numbers.get(LONG, index << 3);
  }
}
