package dev.mutirao.executor.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Writes the objects of a user's class as bytes, to be read by another process that has the same
/// class.
public interface StateCodec {
  void write(Object state, DataOutput out) throws IOException;

  /// A new object that holds what was written.
  Object read(DataInput in) throws IOException;
}
