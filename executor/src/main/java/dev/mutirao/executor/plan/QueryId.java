package dev.mutirao.executor.plan;

import java.util.UUID;

/// Names one execution of one statement, globally unique.
public record QueryId(UUID value) {
  public static QueryId random() {
    return new QueryId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
