package dev.mutirao.executor.function;

import org.jspecify.annotations.Nullable;

/// Rows that code of a user makes while they are asked for. Whatever that throws is an error of the
/// catalogue. Used by one thread at a time.
public interface UserRows extends AutoCloseable {
  boolean hasNext();

  /// The next row.
  @Nullable Object next();

  @Override
  void close();
}
