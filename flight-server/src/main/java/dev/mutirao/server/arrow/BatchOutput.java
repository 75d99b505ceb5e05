package dev.mutirao.server.arrow;

import dev.mutirao.connectors.batch.Batch;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Shows one batch after the other as an Arrow root.
public interface BatchOutput extends AutoCloseable {
  /// The root that shows the batch loaded last, or no rows.
  VectorSchemaRoot root();

  /// Shows the batch, which stays the caller's and may be closed at once.
  ///
  /// @throws org.apache.arrow.memory.OutOfMemoryException when what must be copied has no room;
  ///   then the root shows some columns of this batch and others of the one before
  void load(Batch batch);

  /// How many bytes the batch loaded last has, as it is shown.
  long sizeInBytes();

  @Override
  void close();
}
