package dev.mutirao.server.exchange;

import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.arrow.ArrowOutput;
import dev.mutirao.server.arrow.BatchOutput;
import dev.mutirao.server.arrow.PackedOutput;
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
      BatchStream batches,
      ArrowForm form,
      org.apache.arrow.vector.types.pojo.Schema schema,
      Compression compression) {
    /// Batches for clients, which decompress nothing.
    public Outgoing(
        BatchStream batches, ArrowForm form, org.apache.arrow.vector.types.pojo.Schema schema) {
      this(batches, form, schema, Compression.NONE);
    }

    /// Batches for another process of the cluster.
    public static Outgoing of(TaskOutput output) {
      return new Outgoing(
          output.batches(),
          ArrowForm.WIRE,
          ArrowForm.WIRE.schema(output.schema()),
          output.compression());
    }

    BatchOutput output(BufferAllocator allocator) {
      var plain = new ArrowOutput(form, schema, allocator);
      return compression == Compression.NONE
          ? plain
          : new PackedOutput(plain, compression, allocator);
    }
  }

  private final BufferAllocator allocator;
  private final NetworkMeter meter;
  private final Set<FlightSender> open = ConcurrentHashMap.newKeySet();

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
    var sender = new FlightSender(outgoing, listener, allocator, meter);
    open.add(sender);
    sender.start(() -> open.remove(sender));
    return sender.stopped();
  }

  /// Stops what is being sent and waits for its end.
  @Override
  public void close() {
    for (var sender : Set.copyOf(open)) {
      sender.stop();
      sender.join();
    }
  }
}
