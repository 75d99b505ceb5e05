package dev.mutirao.server.inprocess;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.jdbc.InProcessEngine;
import dev.mutirao.server.embedded.MemorySize;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Starts the engine behind `jdbc:mutirao:`. The properties mean what the options of `mutirao sql`
/// do: `threads`, `memory`, `root` and `data`.
public final class JdbcEngine implements InProcessEngine {
  @Override
  public Running start(Map<String, String> options) {
    return LoopbackEngine.start(
        property(options, "memory").map(JdbcEngine::memory).orElseGet(MemorySize::ofQueries),
        property(options, "threads")
            .map(JdbcEngine::threads)
            .orElseGet(() -> Runtime.getRuntime().availableProcessors()),
        property(options, "root").map(text -> folder("root", text)).orElseGet(() -> Path.of("")),
        property(options, "data").map(text -> folder("data", text)));
  }

  private static Optional<String> property(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name));
  }

  private static MemorySize memory(String text) {
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException notAnAmount) {
      throw EngineErrors.badProperty("memory", "an amount such as 512MB or 4GB", text);
    }
  }

  private static int threads(String text) {
    try {
      int threads = Integer.parseInt(text);
      if (threads > 0) {
        return threads;
      }
    } catch (NumberFormatException notANumber) {
      throw EngineErrors.badProperty("threads", "a whole number", text);
    }
    throw EngineErrors.badProperty("threads", "at least 1", text);
  }

  private static Path folder(String property, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException notAPath) {
      throw EngineErrors.badProperty(property, "a folder", text);
    }
  }
}
