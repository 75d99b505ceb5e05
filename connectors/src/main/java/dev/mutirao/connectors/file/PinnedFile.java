package dev.mutirao.connectors.file;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.source.Split;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/// An open file that is still the version that was listed: size and modification time are compared
/// when it is opened and whenever {@link #verify} is called, and a read that meets the end too
/// early says so. Reads are positional, so that many threads may read at once, and go straight into
/// off-heap memory.
public final class PinnedFile implements AutoCloseable {
  private final String path;
  private final long size;
  private final long modified;
  private final FileChannel channel;

  private PinnedFile(String path, long size, long modified, FileChannel channel) {
    this.path = path;
    this.size = size;
    this.modified = modified;
    this.channel = channel;
  }

  /// Opens the file of a split.
  ///
  /// @throws MutiraoException when it is missing here or is another version
  public static PinnedFile open(Split split) {
    return open(split.path(), split.fileSize(), split.fileModified());
  }

  public static PinnedFile open(DataFile file) {
    return open(file.path(), file.size(), file.modified());
  }

  private static PinnedFile open(String path, long size, long modified) {
    try {
      var file =
          new PinnedFile(
              path, size, modified, FileChannel.open(Path.of(path), StandardOpenOption.READ));
      try {
        file.verify(FileErrors::otherVersion);
        return file;
      } catch (RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw FileErrors.gone(path);
    } catch (AccessDeniedException e) {
      throw FileErrors.io(
          path, "permission denied; it must be readable by the user that runs this process", e);
    } catch (IOException e) {
      throw FileErrors.io(path, "it cannot be opened: " + e.getMessage(), e);
    }
  }

  public String path() {
    return path;
  }

  /// The file as it was listed, to be opened once more.
  public DataFile listed() {
    return new DataFile(path, size, modified, List.of());
  }

  /// Size in bytes when it was listed.
  public long size() {
    return size;
  }

  /// Checks that the path still leads to the version that was listed. Readers call it once more
  /// when they are done, so that rows of a file that was rewritten meanwhile do not pass for the
  /// file's.
  public void verify() {
    verify(FileErrors::changed);
  }

  /// @param another names the error of a path and a difference
  private void verify(BiFunction<String, String, MutiraoException> another) {
    try {
      var now = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
      if (now.size() != size) {
        throw another.apply(path, "its size went from " + size + " to " + now.size() + " bytes");
      }
      if (now.lastModifiedTime().toMillis() != modified) {
        throw another.apply(path, "it was written to at " + now.lastModifiedTime());
      }
    } catch (NoSuchFileException e) {
      throw another.apply(path, "it was deleted");
    } catch (IOException e) {
      throw FileErrors.io(path, "its size cannot be told: " + e.getMessage(), e);
    }
  }

  /// Fills `target`, which must be off-heap, with the bytes from `position` on.
  public void read(long position, MemorySegment target) {
    var buffer = target.asByteBuffer();
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw FileErrors.changed(
              path, "it ends at byte " + channel.size() + " instead of " + size);
        }
      }
    } catch (ClosedByInterruptException e) {
      throw QueryErrors.cancelled("an interrupt while " + path + " was read");
    } catch (IOException e) {
      throw FileErrors.io(path, e.getMessage(), e);
    }
  }

  /// The same on a virtual thread. `target` must stay allocated until the future is done, however
  /// it ends.
  public CompletableFuture<Void> readLater(long position, MemorySegment target) {
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("read " + path)
        .start(() -> {
          try {
            read(position, target);
            done.complete(null);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileErrors.io(path, "it cannot be closed: " + e.getMessage(), e);
    }
  }
}
