package dev.mutirao.planner;

import dev.mutirao.connectors.type.Literal;
import java.util.List;
import java.util.Map;

/// For whom and for what a statement is planned.
///
/// @param settings what the session has set, by lower-case name
/// @param executors how many executors will run the query, at least one
/// @param parameters values of the `?` in order
public record PlanRequest(Map<String, String> settings, int executors, List<Literal> parameters) {
  public PlanRequest {
    settings = Map.copyOf(settings);
    parameters = List.copyOf(parameters);
  }

  /// A session that has set nothing.
  public static PlanRequest of(int executors) {
    return new PlanRequest(Map.of(), executors, List.of());
  }
}
