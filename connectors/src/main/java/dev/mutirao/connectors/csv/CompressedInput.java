package dev.mutirao.connectors.csv;

import com.github.luben.zstd.ZstdInputStream;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.file.PinnedFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.GZIPInputStream;

/// Decompresses a `.gz` or `.zst` file while it is read, from its beginning. Closing it closes the
/// file.
final class CompressedInput implements ByteInput {
  private static final int CHUNK = 1 << 16;

  private final PinnedFile file;
  private final Arena arena = Arena.ofShared();
  private final Source source;
  private final byte[] chunk = new byte[CHUNK];
  private InputStream plain;

  private CompressedInput(PinnedFile file) {
    this.file = file;
    this.source = new Source();
  }

  /// Takes over the file; closes it when its beginning is not of that compression.
  static CompressedInput open(PinnedFile file, Compression compression) {
    var input = new CompressedInput(file);
    try {
      input.plain =
          switch (compression) {
            case GZIP -> new GZIPInputStream(input.source, CHUNK);
            case ZSTD -> new ZstdInputStream(input.source);
            case NONE -> input.source;
          };
      return input;
    } catch (IOException e) {
      try (input) {
        throw input.malformed(e);
      }
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  @Override
  public String path() {
    return file.path();
  }

  @Override
  public int read(MemorySegment target) {
    int done = 0;
    try {
      while (done < target.byteSize()) {
        int n = plain.read(chunk, 0, (int) Math.min(CHUNK, target.byteSize() - done));
        if (n < 0) {
          break;
        }
        MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, done, n);
        done += n;
      }
      return done;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /// Bytes that were rewritten meanwhile are no damage, and said so first.
  private RuntimeException malformed(IOException e) {
    file.verify();
    var what =
        e instanceof EOFException
            ? "the compressed data ends too early"
            : "the compressed data is damaged";
    return FileErrors.malformed(
        file.path(), what + (e.getMessage() == null ? "" : ": " + e.getMessage()), e);
  }

  @Override
  public long bytesRead() {
    return source.position;
  }

  @Override
  public void verify() {
    file.verify();
  }

  @Override
  public void close() {
    try {
      if (plain != null) {
        plain.close();
      }
    } catch (IOException e) {
      throw FileErrors.io(file.path(), "it cannot be closed: " + e.getMessage(), e);
    } finally {
      arena.close();
      file.close();
    }
  }

  /// The compressed bytes.
  private final class Source extends InputStream {
    private final MemorySegment buffer = arena.allocate(CHUNK);
    private long position;

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int n = (int) Math.min(Math.min(length, CHUNK), file.size() - position);
      if (n <= 0) {
        return length == 0 ? 0 : -1;
      }
      file.read(position, buffer.asSlice(0, n));
      MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, offset, n);
      position += n;
      return n;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, file.size() - position);
    }
  }
}
