package dev.mutirao.server.exchange;

import dev.mutirao.connectors.error.MutiraoException;

/// One stream of another process, from its opening to its end.
interface Reception extends AutoCloseable {
  /// Gives what comes to `arrivals` until the stream ends well, or until no more is wanted. Called
  /// once, on a thread of its own.
  ///
  /// @throws Exception when the stream does not end well
  void run(Arrivals arrivals) throws Exception;

  /// Makes `run` end soon, for nobody wants more. Called by another thread, at any time.
  void hangUp();

  /// What a failure of `run` means to the reader of the stream.
  MutiraoException told(Throwable failure);

  /// Gives back what `run` used, on the same thread. The reader has heard of the end by then.
  @Override
  void close();
}
