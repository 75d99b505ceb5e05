package dev.mutirao.server.exchange;

import dev.mutirao.executor.exchange.BatchStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;

/// The streams that this process reads. Thread-safe.
final class OpenStreams implements AutoCloseable {
  private final Set<Arrivals> open = ConcurrentHashMap.newKeySet();

  /// Begins to read; returns at once.
  ///
  /// @param source who sends, for errors
  BatchStream start(String source, Reception reception, BufferAllocator allocator) {
    var stream = new Arrivals(source, reception, allocator);
    open.add(stream);
    stream.start(() -> open.remove(stream));
    return stream;
  }

  /// Closes the streams that are still open and waits for their ends.
  @Override
  public void close() {
    for (var stream : Set.copyOf(open)) {
      stream.close();
      stream.join();
    }
  }
}
