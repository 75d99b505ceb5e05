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

  /// The deprecated encoding begins at the most significant bit of each byte.
  private int readPacked(int count, MemorySegment validity, long start) {
    if (bit + count > levels.end() - levels.start() << 3) {
      throw new CorruptData("fewer definition levels than its header says");
    }
    int set = 0;
    for (int i = 0; i < count; i++, bit++) {
      boolean valid =
          (levels.bytes().get(BYTE, levels.start() + (bit >>> 3)) >>> 7 - (bit & 7) & 1) != 0;
      Bits.fill(validity, start + i, 1, valid);
      set += valid ? 1 : 0;
    }
    return set;
  }
}
