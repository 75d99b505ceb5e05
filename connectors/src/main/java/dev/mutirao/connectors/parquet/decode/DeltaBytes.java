package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import java.lang.foreign.MemorySegment;

/// DELTA_BYTE_ARRAY: of each value, how many bytes it shares with the one before, and the rest.
final class DeltaBytes implements BytesDecoder {
  private static final int PIECE = 1024;

  private final DeltaReader prefixes;
  private final DeltaLengthBytes suffixes;
  private final MemorySegment in;
  private final MemorySegment shared;
  private final Scratch lastValue;
  private final BytesBuilder skipped;
  private int lastLength;

  /// @param memory used by no one else as long as this page is decoded
  DeltaBytes(Page page, Memory memory) {
    this.in = page.bytes();
    long start = page.valuesStart();
    long end = DeltaReader.end(in, start, page.valuesEnd(), memory.prefixDeltas);
    this.prefixes = new DeltaReader(in, start, end, memory.prefixDeltas);
    this.suffixes = new DeltaLengthBytes(page, end, memory.suffixDeltas, memory.lengths);
    this.shared = memory.shared.ensure(4L * PIECE);
    this.lastValue = memory.lastValue;
    this.skipped = memory.skipped;
  }

  /// What decoding needs beside the page.
  record Memory(
      Scratch prefixDeltas,
      Scratch suffixDeltas,
      Scratch lengths,
      Scratch shared,
      Scratch lastValue,
      BytesBuilder skipped)
      implements AutoCloseable {
    static Memory of(org.apache.arrow.memory.BufferAllocator allocator) {
      return new Memory(
          new Scratch(allocator),
          new Scratch(allocator),
          new Scratch(allocator),
          new Scratch(allocator),
          new Scratch(allocator),
          new BytesBuilder(allocator));
    }

    @Override
    public void close() {
      prefixDeltas.close();
      suffixDeltas.close();
      lengths.close();
      shared.close();
      lastValue.close();
      skipped.close();
    }
  }

  @Override
  public void read(int count, BytesBuilder out) {
    var source = lastValue.ensure(lastLength);
    long previous = 0;
    for (int done = 0; done < count; done += PIECE) {
      int taken = Math.min(PIECE, count - done);
      prefixes.read(taken, false, shared, 0);
      var lengths = suffixes.lengths(taken);
      for (int i = 0; i < taken; i++) {
        int prefix = shared.get(INT, 4L * i);
        int length = lengths.get(INT, 4L * i);
        if (prefix < 0 || prefix > lastLength) {
          throw new CorruptData(
              "a value that shares " + prefix + " bytes with one of " + lastLength);
        }
        long start = out.size();
        out.append(source, previous, prefix, in, suffixes.next(length), length);
        source = MemorySegment.NULL;
        previous = start;
        lastLength = prefix + length;
      }
    }
    if (count > 0) {
      MemorySegment.copy(out.bytes(), previous, lastValue.ensure(lastLength), 0, lastLength);
    }
  }

  @Override
  public void skip(int count) {
    for (int done = 0; done < count; done += PIECE) {
      int taken = Math.min(PIECE, count - done);
      skipped.begin(taken);
      read(taken, skipped);
    }
  }
}
