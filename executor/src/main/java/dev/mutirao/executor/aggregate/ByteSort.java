package dev.mutirao.executor.aggregate;

/// Sorts the numbers of {@link TextEntries}: by their first eight bytes, then by the rest (merge
/// sort, insertion for short stretches).
final class ByteSort {
  private static final int SHORT_STRETCH = 12;

  private final TextEntries entries;
  private int[] numbers;
  private long[] prefixes;
  private int[] otherNumbers;
  private long[] otherPrefixes;

  private ByteSort(int[] numbers, TextEntries entries) {
    this.entries = entries;
    this.numbers = numbers;
    this.prefixes = new long[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      // Flipped, so that comparing signed numbers compares the bytes.
      prefixes[i] = entries.prefix(numbers[i]) ^ Long.MIN_VALUE;
    }
    this.otherNumbers = numbers.length > SHORT_STRETCH ? new int[numbers.length] : numbers;
    this.otherPrefixes = numbers.length > SHORT_STRETCH ? new long[numbers.length] : prefixes;
  }

  static void sort(int[] numbers, TextEntries entries) {
    if (numbers.length > 1) {
      var sort = new ByteSort(numbers, entries);
      sort.run();
      if (sort.numbers != numbers) {
        System.arraycopy(sort.numbers, 0, numbers, 0, numbers.length);
      }
    }
  }

  private void run() {
    int count = numbers.length;
    for (int from = 0; from < count; from += SHORT_STRETCH) {
      insert(from, Math.min(count, from + SHORT_STRETCH));
    }
    for (long width = SHORT_STRETCH; width < count; width *= 2) {
      for (long from = 0; from < count; from += 2 * width) {
        merge(
            (int) from,
            (int) Math.min(count, from + width),
            (int) Math.min(count, from + 2 * width));
      }
      var numbersBefore = numbers;
      numbers = otherNumbers;
      otherNumbers = numbersBefore;
      var prefixesBefore = prefixes;
      prefixes = otherPrefixes;
      otherPrefixes = prefixesBefore;
    }
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int number = numbers[i];
      long prefix = prefixes[i];
      int at = i;
      while (at > from && isAfter(prefixes[at - 1], numbers[at - 1], prefix, number)) {
        numbers[at] = numbers[at - 1];
        prefixes[at] = prefixes[at - 1];
        at--;
      }
      numbers[at] = number;
      prefixes[at] = prefix;
    }
  }

  private void merge(int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean takeRight =
          left == middle
              || right < to
                  && isAfter(prefixes[left], numbers[left], prefixes[right], numbers[right]);
      int next = takeRight ? right++ : left++;
      otherNumbers[at] = numbers[next];
      otherPrefixes[at] = prefixes[next];
    }
  }

  private boolean isAfter(long prefix, int number, long otherPrefix, int other) {
    return prefix != otherPrefix ? prefix > otherPrefix : entries.compare(number, other) > 0;
  }
}
