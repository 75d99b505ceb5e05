package dev.mutirao.server.exchange;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;

/// Sends the output queues of this process's tasks to whoever asks with their ticket. Thread-safe.
public final class ExchangeServer implements AutoCloseable {
  /// One queue of a task's output, and the columns of its batches.
  public record Queue(BatchStream batches, Schema schema) {}

  private final BufferAllocator allocator;
  private final NetworkMeter meter;
  private final Set<Outlet> open = ConcurrentHashMap.newKeySet();

  /// @param allocator under the same root allocator as the batches
  public ExchangeServer(BufferAllocator allocator, NetworkMeter meter) {
    this.allocator = allocator;
    this.meter = meter;
  }

  /// Sends a queue, which may come to be only later, on a thread of its own; must be called on the
  /// call's thread, and returns at once.
  public void send(CompletableFuture<Queue> queue, ServerStreamListener listener) {
    var outlet = new Outlet(queue, listener, allocator, meter);
    open.add(outlet);
    outlet.start(() -> open.remove(outlet));
  }

  /// Stops what is being sent and waits for its end.
  @Override
  public void close() {
    for (var outlet : Set.copyOf(open)) {
      outlet.stop();
      outlet.join();
    }
  }
}
