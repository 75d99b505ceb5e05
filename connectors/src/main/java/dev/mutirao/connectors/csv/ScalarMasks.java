package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Compares eight bytes at a time within a 64-bit word.
final class ScalarMasks implements ByteMasks {
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW = 0x7F7F7F7F7F7F7F7FL;

  @Override
  public void mark(
      MemorySegment bytes,
      int words,
      Dialect dialect,
      long[] separators,
      long[] newlines,
      long[] quotes) {
    long delimiter = ONES * (dialect.delimiter() & 0xFF);
    long newline = ONES * (dialect.newline() & 0xFF);
    long quote = ONES * (dialect.quote() & 0xFF);
    long escape = ONES * (dialect.escape() & 0xFF);
    for (int word = 0; word < words; word++) {
      long delimiters = 0;
      long lines = 0;
      long specials = 0;
      for (int i = 0; i < 8; i++) {
        long eight = bytes.get(Column.LONG, 64L * word + 8L * i);
        delimiters |= equal(eight, delimiter) << 8 * i;
        lines |= equal(eight, newline) << 8 * i;
        if (dialect.hasQuote()) {
          specials |= (equal(eight, quote) | equal(eight, escape)) << 8 * i;
        }
      }
      separators[word] = delimiters | lines;
      newlines[word] = lines;
      quotes[word] = specials;
    }
  }

  @Override
  public int find(MemorySegment bytes, int length, byte one, byte other) {
    for (int at = 0; at < length; at += 8) {
      long eight = bytes.get(Column.LONG, at);
      long equal = equal(eight, ONES * (one & 0xFF)) | equal(eight, ONES * (other & 0xFF));
      if (equal != 0) {
        return Math.min(length, at + Long.numberOfTrailingZeros(equal));
      }
    }
    return length;
  }

  /// Bit `i` says whether byte `i` of `eight` equals that of `pattern`.
  private static long equal(long eight, long pattern) {
    long difference = eight ^ pattern;
    long zeroBytes = ~((difference & LOW) + LOW | difference | LOW);
    return (zeroBytes >>> 7) * 0x0102040810204080L >>> 56;
  }
}
