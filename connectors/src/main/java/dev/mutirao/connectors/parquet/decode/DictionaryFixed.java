package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import java.lang.foreign.MemorySegment;

/// RLE_DICTIONARY: indices, looked up at once. The values of numbers take no more memory than
/// indices would. 1.5 ns a number of 64 bits, from the file in the page cache (`benchmarks/run
/// Kernels PARQUET_DICTIONARY_NUMBERS`).
final class DictionaryFixed implements FixedDecoder {
  /// Few enough for indices to stay in the first-level cache.
  private static final int PIECE = 1024;

  private final RunReader runs;
  private final FixedDictionary dictionary;
  private final MemorySegment indices;

  DictionaryFixed(RunReader runs, FixedDictionary dictionary, Scratch scratch) {
    this.runs = runs;
    this.dictionary = dictionary;
    this.indices = scratch.ensure(4L * PIECE);
  }

  @Override
  public void read(int count, MemorySegment out, long offset) {
    int done = 0;
    while (done < count) {
      int taken = runs.ahead(count - done);
      long at = offset + (long) done * dictionary.width();
      if (runs.isPacked()) {
        taken = Math.min(taken, PIECE);
        runs.unpack(taken, indices, 0);
        try {
          gather(taken, out, at);
        } catch (IndexOutOfBoundsException e) {
          throw outOfRange("an index", e);
        }
      } else {
        repeat(taken, out, at);
        runs.pass(taken);
      }
      done += taken;
    }
  }

  @Override
  public void skip(int count) {
    runs.skip(count);
  }

  /// The dictionary's segment has exactly its size, so that its own bounds check finds indices that
  /// are out of range.
  private void gather(int count, MemorySegment out, long offset) {
    var values = dictionary.values();
    switch (dictionary.width()) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          out.set(BYTE, offset + i, values.get(BYTE, index(i)));
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          out.set(SHORT, offset + 2L * i, values.get(SHORT, 2 * index(i)));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          out.set(INT, offset + 4L * i, values.get(INT, 4 * index(i)));
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          out.set(LONG, offset + 8L * i, values.get(LONG, 8 * index(i)));
        }
      }
      case 16 -> {
        for (int i = 0; i < count; i++) {
          long from = 16 * index(i);
          out.set(LONG, offset + 16L * i, values.get(LONG, from));
          out.set(LONG, offset + 16L * i + 8, values.get(LONG, from + 8));
        }
      }
      default -> throw new IllegalStateException("no layout is this wide");
    }
  }

  private long index(int i) {
    return indices.get(INT, 4L * i);
  }

  private void repeat(int count, MemorySegment out, long offset) {
    int index = runs.repeated();
    if (index < 0 || index >= dictionary.size()) {
      throw outOfRange("index " + Integer.toUnsignedString(index), null);
    }
    var values = dictionary.values();
    long from = (long) index * dictionary.width();
    switch (dictionary.width()) {
      case 1 -> out.asSlice(offset, count).fill(values.get(BYTE, from));
      case 4 -> {
        int value = values.get(INT, from);
        for (int i = 0; i < count; i++) {
          out.set(INT, offset + 4L * i, value);
        }
      }
      case 8 -> {
        long value = values.get(LONG, from);
        for (int i = 0; i < count; i++) {
          out.set(LONG, offset + 8L * i, value);
        }
      }
      default -> {
        int width = dictionary.width();
        for (int i = 0; i < count; i++) {
          MemorySegment.copy(values, from, out, offset + (long) width * i, width);
        }
      }
    }
  }

  private CorruptData outOfRange(String what, IndexOutOfBoundsException cause) {
    return new CorruptData(
        what + " beyond the dictionary of " + dictionary.size() + " values", cause);
  }
}
