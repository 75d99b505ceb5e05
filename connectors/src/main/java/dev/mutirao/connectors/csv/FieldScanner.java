package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Finds where fields and records end. Works on whole blocks that begin with a record; what it
/// found stands in its public arrays until the next call. Not thread-safe. To count rows of eleven
/// bytes, what {@link ByteMasks} costs included, takes 6 ns a row (`benchmarks/run Kernels
/// CSV_ROWS`).
final class FieldScanner {
  private static final int OVERSHOOT = 64;

  private final Dialect dialect;
  private final ByteMasks masks;
  private long[] separatorMasks = {};
  private long[] newlineMasks = {};
  private long[] quoteMasks = {};

  /// Offsets of the delimiters and line ends outside quotes, in order.
  int[] separators = {};

  /// For each record the number of separators up to and including its line end.
  int[] recordEnds = {};

  /// How many records were ended.
  int records;

  /// Whether any quote was there, as opening, closing or plain text.
  boolean sawQuotes;

  /// Whether a quoted field held an escape.
  boolean sawEscapes;

  /// Offset of the first byte after a closing quote that should not be there, or -1.
  int garbageAt;

  /// Offset of the quote that is open at the end of the block, or -1.
  int openQuote;

  private int count;

  FieldScanner(Dialect dialect, ByteMasks masks) {
    this.dialect = dialect;
    this.masks = masks;
  }

  /// Scans `length` bytes; whole words of 64 bytes must be readable.
  void scan(MemorySegment bytes, int length) {
    int words = (length + 63) >>> 6;
    if (separatorMasks.length < words) {
      separatorMasks = new long[words];
      newlineMasks = new long[words];
      quoteMasks = new long[words];
      separators = new int[words * 64 + OVERSHOOT];
      recordEnds = new int[words * 64 + OVERSHOOT];
    }
    masks.mark(bytes, words, dialect, separatorMasks, newlineMasks, quoteMasks);
    if ((length & 63) != 0) {
      long inside = -1L >>> 64 - (length & 63);
      separatorMasks[words - 1] &= inside;
      newlineMasks[words - 1] &= inside;
      quoteMasks[words - 1] &= inside;
    }
    count = 0;
    records = 0;
    sawQuotes = false;
    sawEscapes = false;
    garbageAt = -1;
    openQuote = -1;
    int plain = dialect.hasQuote() ? firstQuote(words) : words;
    collect(0, plain);
    if (plain < words) {
      collectQuoted(bytes, plain, words);
    }
  }

  private int firstQuote(int words) {
    for (int word = 0; word < words; word++) {
      if (quoteMasks[word] != 0) {
        return word;
      }
    }
    return words;
  }

  /// Collects the separators of words without quotes.
  private void collect(int from, int to) {
    int[] separators = this.separators;
    int[] recordEnds = this.recordEnds;
    int n = count;
    int r = records;
    for (int word = from; word < to; word++) {
      long mask = separatorMasks[word];
      for (long lines = newlineMasks[word]; lines != 0; lines &= lines - 1) {
        recordEnds[r++] = n + Long.bitCount(mask & (lines ^ lines - 1));
      }
      int base = word << 6;
      int end = n + Long.bitCount(mask);
      while (n < end) {
        // Four at a time without looking: what is written beyond the end is overwritten by the next
        // word.
        separators[n] = base + Long.numberOfTrailingZeros(mask);
        mask &= mask - 1;
        separators[n + 1] = base + Long.numberOfTrailingZeros(mask);
        mask &= mask - 1;
        separators[n + 2] = base + Long.numberOfTrailingZeros(mask);
        mask &= mask - 1;
        separators[n + 3] = base + Long.numberOfTrailingZeros(mask);
        mask &= mask - 1;
        n += 4;
      }
      n = end;
    }
    count = n;
    records = r;
  }

  /// Walks separators and quotes in their order.
  private void collectQuoted(MemorySegment bytes, int from, int to) {
    sawQuotes = true;
    int fieldStart = count == 0 ? 0 : separators[count - 1] + 1;
    boolean open = false;
    int closedAt = -2; // the closing quote of this field
    int skipped = -1; // the byte that an escape took
    for (int word = from; word < to; word++) {
      if (!open && quoteMasks[word] == 0 && closedAt < fieldStart) {
        collect(word, word + 1);
        fieldStart = count == 0 ? 0 : separators[count - 1] + 1;
        continue;
      }
      for (long mask = separatorMasks[word] | quoteMasks[word]; mask != 0; mask &= mask - 1) {
        int at = (word << 6) + Long.numberOfTrailingZeros(mask);
        byte b = bytes.get(Column.BYTE, at);
        if (at == skipped) {
          continue;
        }
        if (open) {
          if (b == dialect.quote()) {
            open = false;
            closedAt = at;
          } else if (b == dialect.escape()) {
            skipped = at + 1;
            sawEscapes = true;
          }
        } else if (dialect.isSeparator(b)) {
          if (closedAt >= fieldStart && closedAt != at - 1) {
            checkAfterQuote(bytes, closedAt + 1, at);
          }
          separators[count++] = at;
          if (b == dialect.newline()) {
            recordEnds[records++] = count;
          }
          fieldStart = at + 1;
        } else if (b == dialect.quote()) {
          if (at == fieldStart) {
            open = true;
            openQuote = at;
          } else if (at == closedAt + 1 && dialect.doublesQuotes()) {
            open = true;
            closedAt = -2;
            sawEscapes = true;
          }
        }
      }
    }
    openQuote = open ? openQuote : -1;
  }

  /// Between a closing quote and the separator at `at` only a carriage return before a line feed
  /// may stand.
  private void checkAfterQuote(MemorySegment bytes, int from, int at) {
    boolean carriageReturn =
        at == from + 1
            && bytes.get(Column.BYTE, from) == '\r'
            && bytes.get(Column.BYTE, at) == '\n';
    if (!carriageReturn && garbageAt < 0) {
      garbageAt = from;
    }
  }

  /// Leaves out the records that `keep` does not name, and makes every record have `fields`
  /// separators.
  void keepOnly(boolean[] keep, int[] starts, int fields) {
    int kept = 0;
    for (int record = 0; record < records; record++) {
      if (keep[record]) {
        int first = record == 0 ? 0 : recordEnds[record - 1];
        System.arraycopy(separators, first, separators, kept * fields, fields);
        starts[kept++] = starts[record];
      }
    }
    records = kept;
    for (int record = 0; record < kept; record++) {
      recordEnds[record] = (record + 1) * fields;
    }
  }
}
