package dev.mutirao.server.exchange;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.rpc.Connections;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;

/// Reads Flight streams of other processes. Thread-safe.
public final class FlightStreams implements AutoCloseable {
  private final Connections connections;
  private final NetworkMeter meter;
  private final OpenStreams open = new OpenStreams();

  public FlightStreams(Connections connections, NetworkMeter meter) {
    this.connections = connections;
    this.meter = meter;
  }

  /// The batches behind any ticket of the server at an address. Returns at once.
  public BatchStream read(
      String address, Ticket ticket, ArrowForm form, Schema schema, BufferAllocator allocator) {
    var reception =
        new FlightReception(address, ticket, form, schema, connections, meter, allocator);
    return open.start(address, reception, allocator);
  }

  /// Closes the streams that are still open and waits for their ends.
  @Override
  public void close() {
    open.close();
  }
}
