package dev.mutirao.connectors.source;

import dev.mutirao.connectors.batch.Batch;
import org.jspecify.annotations.Nullable;

/// Reads one split, on one thread at a time.
public interface SplitReader extends AutoCloseable {
  /// The next rows, at least one, owned by the caller; null at the end. Column order is the
  /// request's.
  @Nullable Batch next();

  @Override
  void close();
}
