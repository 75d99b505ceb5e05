package dev.mutirao.server.statement;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.query.RunningQuery;
import java.util.Optional;

/// The answer of a running query.
final class QueryResult implements StatementResult {
  private final RunningQuery query;
  private final boolean ordered;

  QueryResult(RunningQuery query, boolean ordered) {
    this.query = query;
    this.ordered = ordered;
  }

  @Override
  public Schema schema() {
    return query.schema();
  }

  @Override
  public BatchStream rows() {
    return query.results();
  }

  @Override
  public boolean ordered() {
    return ordered;
  }

  @Override
  public Optional<String> notice() {
    return query.notice();
  }

  @Override
  public void cancel(String by) {
    query.cancel(by);
  }

  @Override
  public void close() {
    query.close();
  }
}
