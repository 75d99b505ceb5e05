package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import java.io.IOException;

/// The way of one stream to its reader in another process. Used by one thread, that of its {@link
/// Sender}.
interface Line extends AutoCloseable {
  /// Waits until there is room for a batch, or nobody wants one any more.
  void awaitRoom() throws InterruptedException;

  /// Sends a batch and closes it.
  ///
  /// @return how many bytes travel
  /// @throws java.io.UncheckedIOException when the reader has hung up
  long send(Batch batch);

  /// Tells the reader that the stream has ended well.
  void complete() throws IOException;

  /// Gives back what it used. The stream has ended, or the reader is told so next.
  @Override
  void close();
}
