package dev.mutirao.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/// The engines in this process: one for all connections with the same options, stopped with the
/// last of them.
final class SharedEngines {
  private static final Map<Map<String, String>, Shared> RUNNING =
      new HashMap<>(); // guarded by itself

  private SharedEngines() {}

  private static final class Shared {
    private final InProcessEngine.Running engine;
    private int users;

    Shared(InProcessEngine.Running engine) {
      this.engine = engine;
    }
  }

  /// The engine of these options, started when it does not run yet. Each call needs one {@link
  /// #release}.
  static InProcessEngine.Running acquire(Map<String, String> options) throws SQLException {
    synchronized (RUNNING) {
      var shared = RUNNING.get(options);
      if (shared == null) {
        shared = new Shared(start(options));
        RUNNING.put(options, shared);
      }
      shared.users++;
      return shared.engine;
    }
  }

  static void release(Map<String, String> options) {
    synchronized (RUNNING) {
      var shared = RUNNING.get(options);
      if (shared != null && --shared.users == 0) {
        RUNNING.remove(options);
        shared.engine.close();
      }
    }
  }

  private static InProcessEngine.Running start(Map<String, String> options) throws SQLException {
    var engine =
        ServiceLoader.load(InProcessEngine.class, SharedEngines.class.getClassLoader())
            .findFirst()
            .orElseThrow(() ->
                new SQLException(
                    "no engine on the class path; add what `mutirao classpath` prints, or name"
                        + " a server: jdbc:mutirao://host:8815",
                    "08001"));
    try {
      return engine.start(options);
    } catch (RuntimeException failure) {
      throw new SQLException(failure.getMessage(), "08001", failure);
    }
  }
}
