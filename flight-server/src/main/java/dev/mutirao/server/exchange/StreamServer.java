package dev.mutirao.server.exchange;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.arrow.ArrowForm;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;

/// Sends streams of batches, such as the output queues of tasks, into Flight calls. Thread-safe.
public final class StreamServer implements AutoCloseable {
  /// Batches to send, and how to show them.
  ///
  /// @param schema the Arrow schema, of the types of `form`
  public record Outgoing(
      BatchStream batches, ArrowForm form, org.apache.arrow.vector.types.pojo.Schema schema) {
    /// Batches with these columns.
    public static Outgoing of(BatchStream batches, ArrowForm form, Schema schema) {
      return new Outgoing(batches, form, form.schema(schema));
    }
  }

  private final BufferAllocator allocator;
  private final NetworkMeter meter;
  private final Set<Outlet> open = ConcurrentHashMap.newKeySet();

  /// @param allocator under the same root allocator as the batches
  public StreamServer(BufferAllocator allocator, NetworkMeter meter) {
    this.allocator = allocator;
    this.meter = meter;
  }

  /// Sends batches, which may come to be only later, on a thread of its own, and closes their
  /// stream. Must be called on the call's thread; returns at once. When the client hangs up the
  /// stream is closed before its end.
  ///
  /// @return completes when nobody wants the stream any more: the client hung up, or this server
  ///   stops
  public CompletableFuture<?> send(
      CompletableFuture<Outgoing> outgoing, ServerStreamListener listener) {
    var outlet = new Outlet(outgoing, listener, allocator, meter);
    open.add(outlet);
    outlet.start(() -> open.remove(outlet));
    return outlet.stopped();
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
