package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads definition levels of one bit straight into validity bitmaps.
final class LevelReader {
  private final Page.Levels levels;
  private final @Nullable RunReader runs;
  private long bit;

  LevelReader(Page.Levels levels) {
    this.levels = levels;
    this.runs =
        levels.bitPacked() ? null : new RunReader(levels.bytes(), levels.start(), levels.end(), 1);
  }

  /// The next `count` levels to the bitmap from bit `start` on; tells how many rows have a value.
  int read(int count, MemorySegment validity, long start) {
    return runs == null
        ? readPacked(count, validity, start)
        : runs.readBits(count, validity, start);
  }

  /// Passes over the next `count` levels; tells how many rows have a value.
  int skip(int count) {
    if (runs != null) {
      return runs.skipBits(count);
    }
    checkLeft(count);
    int set = 0;
    for (int i = 0; i < count; i++) {
      set += nextPacked() ? 1 : 0;
    }
    return set;
  }

  private int readPacked(int count, MemorySegment validity, long start) {
    checkLeft(count);
    int set = 0;
    for (int i = 0; i < count; i++) {
      boolean valid = nextPacked();
      Bits.fill(validity, start + i, 1, valid);
      set += valid ? 1 : 0;
    }
    return set;
  }

  private void checkLeft(int count) {
    if (bit + count > levels.end() - levels.start() << 3) {
      throw new CorruptData("fewer definition levels than its header says");
    }
  }

  /// The deprecated encoding begins at the most significant bit of each byte.
  private boolean nextPacked() {
    long at = bit++;
    return (levels.bytes().get(BYTE, levels.start() + (at >>> 3)) >>> 7 - (at & 7) & 1) != 0;
  }
}
