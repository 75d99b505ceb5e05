package dev.mutirao.executor.function;

import static dev.mutirao.connectors.batch.Column.BYTE;

import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Room for the texts that functions make: a function writes between {@link #begin} and {@link
/// #end}. What it made is valid until the next {@link #reset}, which comes before each row. Used by
/// one thread.
public final class TextBuffer implements AutoCloseable {
  private static final int FIRST_CHUNK = 4096;

  /// Up to so many characters a text goes in one by one, without an array between.
  private static final int SHORT_TEXT = 64;

  private final BufferAllocator allocator;
  private final List<ArrowBuf> full = new ArrayList<>();
  private ArrowBuf chunk;
  private MemorySegment segment;
  private long start;
  private long end;

  public TextBuffer(BufferAllocator allocator) {
    this.allocator = allocator;
    this.chunk = allocator.buffer(FIRST_CHUNK);
    this.segment = Memory.segment(chunk);
  }

  /// Forgets every text made so far.
  public void reset() {
    start = 0;
    end = 0;
    if (!full.isEmpty()) {
      full.forEach(ArrowBuf::close);
      full.clear();
    }
  }

  /// Starts a text; makes room for `expected` bytes.
  public TextBuffer begin(int expected) {
    start = end;
    ensure(expected);
    return this;
  }

  public TextBuffer append(byte value) {
    ensure(1);
    segment.set(BYTE, end++, value);
    return this;
  }

  public TextBuffer append(Bytes bytes) {
    return append(bytes.segment(), bytes.start(), bytes.length());
  }

  public TextBuffer append(MemorySegment from, long at, int length) {
    ensure(length);
    MemorySegment.copy(from, at, segment, end, length);
    end += length;
    return this;
  }

  /// Appends a code point.
  public TextBuffer appendCodePoint(int codePoint) {
    if (codePoint < 0x80) {
      return append((byte) codePoint);
    } else if (codePoint < 0x800) {
      return append((byte) (0xC0 | codePoint >> 6)).append((byte) (0x80 | codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
      return append((byte) (0xE0 | codePoint >> 12))
          .append((byte) (0x80 | codePoint >> 6 & 0x3F))
          .append((byte) (0x80 | codePoint & 0x3F));
    }
    return append((byte) (0xF0 | codePoint >> 18))
        .append((byte) (0x80 | codePoint >> 12 & 0x3F))
        .append((byte) (0x80 | codePoint >> 6 & 0x3F))
        .append((byte) (0x80 | codePoint & 0x3F));
  }

  /// Room for a text of so many bytes, which the caller writes.
  Bytes make(int length) {
    begin(length);
    end += length;
    return end();
  }

  /// The text since {@link #begin}.
  public Bytes end() {
    return new Bytes(segment, start, Math.toIntExact(end - start));
  }

  public Bytes of(byte[] bytes) {
    return begin(bytes.length).append(MemorySegment.ofArray(bytes), 0, bytes.length).end();
  }

  public Bytes of(String text) {
    int length = text.length();
    if (length > SHORT_TEXT) {
      return of(text.getBytes(StandardCharsets.UTF_8));
    }
    begin(length);
    var room = segment;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        return of(text.getBytes(StandardCharsets.UTF_8));
      }
      room.set(BYTE, start + i, (byte) unit);
    }
    end += length;
    return end();
  }

  @Override
  public void close() {
    reset();
    chunk.close();
  }

  private void ensure(int more) {
    if (end + more > segment.byteSize()) {
      grow(more);
    }
  }

  /// Earlier texts of this row stay where they are; the one being written moves.
  private void grow(int more) {
    long written = end - start;
    var larger = allocator.buffer(Math.max(2 * segment.byteSize(), written + more));
    var to = Memory.segment(larger);
    MemorySegment.copy(segment, start, to, 0, written);
    full.add(chunk);
    chunk = larger;
    segment = to;
    start = 0;
    end = written;
  }
}
