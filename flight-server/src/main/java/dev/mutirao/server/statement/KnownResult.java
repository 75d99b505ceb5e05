package dev.mutirao.server.statement;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.plan.PlanNode;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/// An answer that is there at once: what a SHOW, a DESCRIBE or an EXPLAIN gives, or no rows at all.
final class KnownResult implements StatementResult {
  private final PlanNode.Values values;
  private final BatchStream rows;

  KnownResult(PlanNode.Values values, BufferAllocator allocator) {
    this.values = values;
    this.rows = new LiteralRows(values, allocator);
  }

  /// The answer to a statement that gives no rows.
  static KnownResult none(BufferAllocator allocator) {
    return new KnownResult(new PlanNode.Values(Schema.EMPTY, List.of()), allocator);
  }

  @Override
  public Schema schema() {
    return values.output();
  }

  @Override
  public BatchStream rows() {
    return rows;
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public Optional<String> notice() {
    return Optional.empty();
  }

  @Override
  public void close() {
    rows.close();
  }
}
