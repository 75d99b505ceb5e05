package dev.mutirao.server.functions;

import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/// An engine with jars of functions, whose memory is looked after.
final class Engine implements AutoCloseable {
  private final RootAllocator allocator = new RootAllocator(1L << 30);
  private final EmbeddedEngine engine;

  Engine(Path folder, Optional<Path> data, Path... jars) {
    try {
      engine = EmbeddedEngine.open(allocator, 2, folder, data, List.of(jars));
    } catch (RuntimeException failure) {
      allocator.close();
      throw failure;
    }
  }

  List<String> rows(String sql) {
    try {
      return Rows.of(engine, sql);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    engine.close();
    allocator.close();
  }
}
