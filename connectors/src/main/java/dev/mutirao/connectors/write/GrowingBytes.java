package dev.mutirao.connectors.write;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Bytes in the query's memory that grow at their end. Used by one thread at a time.
public final class GrowingBytes extends OutputStream {
  private final BufferAllocator allocator;
  private ArrowBuf buffer;
  private MemorySegment segment;
  private long size;

  public GrowingBytes(BufferAllocator allocator, long capacity) {
    this.allocator = allocator;
    this.buffer = allocator.buffer(capacity);
    this.segment = Memory.segment(buffer);
  }

  public long size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /// The memory, of which the first {@link #size} bytes are in use. Another one after {@link
  /// #reserve} or anything that appends.
  public MemorySegment segment() {
    return segment;
  }

  /// Makes room for `more` bytes behind the end.
  public void reserve(long more) {
    long needed = size + more;
    if (needed <= segment.byteSize()) {
      return;
    }
    var larger = allocator.buffer(Math.max(needed, 2 * segment.byteSize()));
    var target = Memory.segment(larger);
    MemorySegment.copy(segment, 0, target, 0, size);
    buffer.close();
    buffer = larger;
    segment = target;
  }

  /// Counts bytes that were written behind the end.
  public void advance(long bytes) {
    size += bytes;
  }

  public void putInt(int value) {
    reserve(4);
    segment.set(Column.INT, size, value);
    size += 4;
  }

  public void putVarint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      write(rest | 0x80);
      rest >>>= 7;
    }
    write(rest);
  }

  public void put(MemorySegment from, long start, long length) {
    reserve(length);
    MemorySegment.copy(from, start, segment, size, length);
    size += length;
  }

  @Override
  public void write(int value) {
    reserve(1);
    segment.set(Column.BYTE, size++, (byte) value);
  }

  @Override
  public void write(byte[] bytes, int start, int length) {
    reserve(length);
    MemorySegment.copy(bytes, start, segment, Column.BYTE, size, length);
    size += length;
  }

  /// A view of the bytes in use, at most 2 GB.
  public ByteBuffer bytes() {
    return segment.asSlice(0, size).asByteBuffer();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
