package dev.mutirao.connectors.write;

import dev.mutirao.connectors.error.WriteErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.LongConsumer;

/// A new file that grows at its end, a large piece at a time. It is open only while a piece is
/// written, so that thousands of files can grow side by side. Thread-safe.
public final class AppendedFile {
  private static final Set<OpenOption> FIRST =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  private static final Set<OpenOption> LATER =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  private final Path path;
  private boolean begun; // guarded by this
  private long size; // guarded by this

  public AppendedFile(Path path) {
    this.path = path;
  }

  /// Adds a piece. `placed` hears where it begins, in the order of the pieces.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException IO_FAILED
  public synchronized void append(ByteBuffer piece, LongConsumer placed) {
    long start = size;
    try (var channel = FileChannel.open(path, begun ? LATER : FIRST)) {
      begun = true;
      while (piece.hasRemaining()) {
        size += channel.write(piece);
      }
    } catch (IOException e) {
      throw WriteErrors.cannotWrite(path.toString(), e);
    }
    placed.accept(start);
  }

  public synchronized long size() {
    return size;
  }
}
