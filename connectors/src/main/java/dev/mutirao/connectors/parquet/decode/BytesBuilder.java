package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Collects texts or byte strings as offsets and bytes, one batch after the other.
final class BytesBuilder implements AutoCloseable {
  /// Bytes behind the last value that may be written and loaded, so that short values move as two
  /// words.
  private static final int SLACK = 64;

  /// Up to here words are faster than a call that copies.
  private static final int SHORT = 96;

  private static final int FIRST_BYTES_PER_VALUE = 16;

  private final BufferAllocator allocator;
  private @Nullable ArrowBuf offsetsBuffer;
  private @Nullable ArrowBuf bytesBuffer;
  private MemorySegment offsets = MemorySegment.NULL;
  private MemorySegment bytes = MemorySegment.NULL;
  private int count;
  private long size;
  private long capacity;
  private long lastSize;

  BytesBuilder(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// Makes room for up to `values` values.
  void begin(int values) {
    close();
    offsetsBuffer = allocator.buffer(4L * (values + 1L));
    offsets = Memory.segment(offsetsBuffer);
    offsets.set(INT, 0, 0);
    count = 0;
    size = 0;
    reserve(lastSize > 0 ? lastSize + lastSize / 8 : (long) values * FIRST_BYTES_PER_VALUE);
  }

  int count() {
    return count;
  }

  /// Bytes of all values so far.
  long size() {
    return size;
  }

  MemorySegment bytes() {
    return bytes;
  }

  MemorySegment offsets() {
    return offsets;
  }

  /// Adds one value from a segment that may be loaded 16 bytes behind it.
  void append(MemorySegment source, long from, int length) {
    if (size + length > capacity) {
      reserve(length);
    }
    if (length <= SHORT) {
      for (int done = 0; done < length; done += 16) {
        long first = source.get(LONG, from + done);
        long second = source.get(LONG, from + done + 8);
        bytes.set(LONG, size + done, first);
        bytes.set(LONG, size + done + 8, second);
      }
    } else {
      MemorySegment.copy(source, from, bytes, size, length);
    }
    size += length;
    offsets.set(INT, 4L * ++count, (int) size);
  }

  /// Adds a value made of the first `prefix` bytes of the value that starts at `previous` in
  /// `source`, and `length` bytes more from `suffixes`.
  void append(
      MemorySegment source,
      long previous,
      int prefix,
      MemorySegment suffixes,
      long from,
      int length) {
    reserve((long) prefix + length);
    // When the previous value is one of ours, growing has moved it.
    var origin = source == MemorySegment.NULL ? bytes : source;
    MemorySegment.copy(origin, previous, bytes, size, prefix);
    MemorySegment.copy(suffixes, from, bytes, size + prefix, length);
    size += (long) prefix + length;
    offsets.set(INT, 4L * ++count, (int) size);
  }

  /// Adds `values` values that lie one after the other without gaps; `lengths` holds 32-bit
  /// lengths.
  void appendAll(MemorySegment source, long from, long end, MemorySegment lengths, int values) {
    long total = 0;
    for (int i = 0; i < values; i++) {
      int length = lengths.get(INT, 4L * i);
      if (length < 0) {
        throw new CorruptData("a value of negative length");
      }
      total += length;
      offsets.set(INT, 4L * (count + i + 1), (int) (size + total));
    }
    if (total > end - from) {
      throw new CorruptData("values of " + total + " bytes where " + (end - from) + " are left");
    }
    reserve(total);
    MemorySegment.copy(source, from, bytes, size, total);
    size += total;
    count += values;
  }

  /// Makes room for `more` bytes and the slack.
  void reserve(long more) {
    long needed = size + more;
    if (needed > Integer.MAX_VALUE - SLACK) {
      throw QueryErrors.notSupported("a batch of more than 2 GB of text in one column");
    }
    if (bytesBuffer == null || needed > capacity) {
      long grown =
          bytesBuffer == null
              ? needed
              : Math.min(Math.max(needed, 2 * capacity), Integer.MAX_VALUE - SLACK);
      var larger = allocator.buffer(grown + SLACK);
      var target = Memory.segment(larger);
      if (bytesBuffer != null) {
        MemorySegment.copy(bytes, 0, target, 0, size);
        bytesBuffer.close();
      }
      bytesBuffer = larger;
      bytes = target;
      capacity = larger.capacity() - SLACK;
    }
  }

  /// Hands the values over as a column of `rows` rows; takes the validity over.
  Column finish(Type type, int rows, @Nullable ArrowBuf validity) {
    lastSize = size;
    var finished = Column.bytes(type, rows, validity, take(offsetsBuffer), take(bytesBuffer));
    offsetsBuffer = null;
    bytesBuffer = null;
    return finished;
  }

  private static ArrowBuf take(@Nullable ArrowBuf buffer) {
    if (buffer == null) {
      throw new IllegalStateException("begin comes first");
    }
    return buffer;
  }

  @Override
  public void close() {
    if (offsetsBuffer != null) {
      offsetsBuffer.close();
      offsetsBuffer = null;
    }
    if (bytesBuffer != null) {
      bytesBuffer.close();
      bytesBuffer = null;
    }
  }
}
