package dev.mutirao.jdbc;

import java.util.Map;

/// An engine that runs inside this Java, for URLs without a host. The driver finds it by
/// `ServiceLoader`, so that it needs none of the engine's classes itself.
public interface InProcessEngine {
  /// Starts an engine that answers Flight SQL on a loopback port.
  ///
  /// @param options the URL's properties: `threads`, `memory`, `root`, `data`
  /// @throws RuntimeException with a message for users when it cannot start
  Running start(Map<String, String> options);

  /// An engine that runs.
  interface Running extends AutoCloseable {
    int port();

    /// What callers must show as bearer token.
    String token();

    @Override
    void close();
  }
}
