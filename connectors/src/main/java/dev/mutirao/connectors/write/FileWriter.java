package dev.mutirao.connectors.write;

import dev.mutirao.connectors.batch.Batch;

/// A file that is being written. Several threads may write through a {@link Part} each; the rows of
/// one part keep their order. Nothing is removed on a failure: whoever named the file does that.
public interface FileWriter {
  /// What a finished file holds.
  record Written(long rows, long bytes) {}

  /// A new part for one thread; thread-safe.
  Part open();

  /// Completes the file after all parts have finished; one without rows has its columns.
  Written finish();

  /// One thread's rows.
  interface Part extends AutoCloseable {
    /// Takes the batch over.
    void write(Batch batch);

    /// This part's rows have ended.
    void finish();

    /// Releases what waits, also after a failure.
    @Override
    void close();
  }
}
