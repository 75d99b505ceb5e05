package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.planner.StatementDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A statement that a client prepared, with the values it bound last. Thread-safe.
final class PreparedStatement {
  private final String sql;
  private final StatementDescription description;
  private @Nullable Execution planned; // guarded by this
  private List<Literal> values = List.of(); // guarded by this

  /// @param planned the plan made while preparing, for the first execution; null when it needs
  ///   values first
  PreparedStatement(String sql, StatementDescription description, @Nullable Execution planned) {
    this.sql = sql;
    this.description = description;
    this.planned = planned;
  }

  String sql() {
    return sql;
  }

  StatementDescription description() {
    return description;
  }

  synchronized void bind(List<Literal> row) {
    values = List.copyOf(row);
  }

  synchronized List<Literal> values() {
    return values;
  }

  /// The plan made while preparing, once: later executions see the files and executors of their
  /// day.
  synchronized Optional<Execution> takePlanned() {
    var taken = Optional.ofNullable(planned);
    planned = null;
    return taken;
  }
}
