package dev.mutirao.connectors.parquet.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyLoader;

/// Snappy's native code. It is loaded from a file that its loader writes and deletes when the
/// process ends; a process that is killed would leave that file behind, so it is deleted as soon as
/// it is loaded.
final class SnappyLibrary {
  static {
    load();
  }

  private SnappyLibrary() {}

  /// Fills `target` from `source`, both off-heap, when the data says that it has the target's size.
  /// Gives the size that the data says.
  static long decompress(MemorySegment source, MemorySegment target) throws IOException {
    // The native code writes as many bytes as the data says, so what it says comes first.
    long size = Snappy.uncompressedLength(source.address(), source.byteSize());
    return size == target.byteSize()
        ? Snappy.rawUncompress(source.address(), source.byteSize(), target.address())
        : size;
  }

  /// Writes `source` to `target`, both off-heap, which has room for {@link #mostCompressed}. Gives
  /// the size.
  static long compress(MemorySegment source, MemorySegment target) throws IOException {
    return Snappy.rawCompress(source.address(), source.byteSize(), target.address());
  }

  static long mostCompressed(long size) {
    return Snappy.maxCompressedLength(Math.toIntExact(size));
  }

  private static void load() {
    var wanted =
        System.getProperty(SnappyLoader.KEY_SNAPPY_TEMPDIR, System.getProperty("java.io.tmpdir"));
    try {
      var folder = Files.createTempDirectory(Path.of(wanted), "mutirao-snappy");
      System.setProperty(SnappyLoader.KEY_SNAPPY_TEMPDIR, folder.toString());
      try {
        Snappy.getNativeLibraryVersion();
      } finally {
        System.setProperty(SnappyLoader.KEY_SNAPPY_TEMPDIR, wanted);
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a loaded file cannot be deleted, it stays until the process ends.
  private static void remove(Path folder) throws IOException {
    folder.toFile().deleteOnExit();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        file.toFile().deleteOnExit();
        if (file.toFile().delete()) {
          folder.toFile().delete();
        }
      }
    }
  }
}
