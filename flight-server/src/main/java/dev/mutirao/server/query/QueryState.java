package dev.mutirao.server.query;

/// How far a query has come.
///
/// ```
/// STARTING -> RUNNING -> FINISHED
///     |          |-----> FAILED
///     '----------'-----> CANCELLED
/// ```
public enum QueryState {
  /// Its tasks are being launched.
  STARTING,
  RUNNING,
  /// Every row was produced and taken.
  FINISHED,
  FAILED,
  CANCELLED;

  public boolean ended() {
    return switch (this) {
      case STARTING, RUNNING -> false;
      case FINISHED, FAILED, CANCELLED -> true;
    };
  }
}
