package dev.mutirao.server.query;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a submission says beside the plan.
///
/// @param sql the statement's text, for the query list and for messages
/// @param user who asks, as authenticated
/// @param settings session settings that execution looks at, such as `batch_rows`
/// @param timeout how long the query may run
public record QueryOptions(
    String sql, String user, Map<String, String> settings, Optional<Duration> timeout) {
  public QueryOptions {
    settings = Map.copyOf(settings);
  }

  /// No settings, no timeout, the local user.
  public static QueryOptions of(String sql) {
    return new QueryOptions(sql, "local", Map.of(), Optional.empty());
  }
}
