package dev.mutirao.server.statement;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import java.util.Optional;
import java.util.OptionalLong;

/// The answer to one statement. Closing it before its end cancels what still runs.
public interface StatementResult extends AutoCloseable {
  /// The columns that come; empty for a statement that gives no rows, such as `SET`.
  Schema schema();

  /// The rows, always the same stream.
  BatchStream rows();

  /// Whether the rows have the order that the statement asked for.
  boolean ordered();

  /// What a person should be told beside the rows, once the rows have ended: malformed rows that
  /// were ignored.
  Optional<String> notice();

  /// How many rows the statement wrote, once its own rows have ended; empty when it writes none.
  default OptionalLong changedRows() {
    return OptionalLong.empty();
  }

  /// Stops what still runs, from any thread; `by` completes "the query was cancelled by ...". The
  /// stream of rows fails with that. Does nothing to an answer that is known already.
  default void cancel(String by) {}

  @Override
  void close();
}
