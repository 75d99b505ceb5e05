package dev.mutirao.server.output;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Schema;
import java.io.IOException;

/// Writes one result to standard output. Not thread-safe.
public interface RowWriter extends AutoCloseable {
  /// Called first, once.
  void begin(Schema schema) throws IOException;

  /// Writes a batch that stays with the caller.
  void write(Batch batch) throws IOException;

  /// Called last, once, when the result is complete. What was written is flushed.
  void end() throws IOException;

  /// Releases what the writer holds. Standard output stays open.
  @Override
  default void close() {}
}
