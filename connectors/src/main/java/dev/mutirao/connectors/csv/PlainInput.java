package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.file.PinnedFile;
import java.lang.foreign.MemorySegment;

/// Reads an uncompressed file from a position on. Closing it closes the file.
final class PlainInput implements ByteInput {
  private final PinnedFile file;
  private final long start;
  private long position;

  PlainInput(PinnedFile file, long start) {
    this.file = file;
    this.start = start;
    this.position = start;
  }

  @Override
  public String path() {
    return file.path();
  }

  @Override
  public int read(MemorySegment target) {
    int length = (int) Math.min(target.byteSize(), file.size() - position);
    if (length > 0) {
      file.read(position, target.asSlice(0, length));
      position += length;
    }
    return length;
  }

  @Override
  public long bytesRead() {
    return position - start;
  }

  @Override
  public void verify() {
    file.verify();
  }

  @Override
  public void close() {
    file.close();
  }
}
