package dev.mutirao.server.exchange;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.ExecutorCalls.ExchangeTicket;
import dev.mutirao.server.socket.Sockets;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;

/// Opens streams to tasks of other processes: on sockets, and by Flight where an executor is not
/// reached on its port for those. Thread-safe.
public final class ClusterExchange implements ExchangeClient, AutoCloseable {
  private final Connections connections;
  private final NetworkMeter meter;
  private final Sockets sockets;
  private final BufferAllocator memory;
  private final OpenStreams open = new OpenStreams();

  /// @param allocator where messages are until somebody takes them over
  public ClusterExchange(
      Connections connections, Sockets sockets, NetworkMeter meter, BufferAllocator allocator) {
    this.connections = connections;
    this.meter = meter;
    this.sockets = sockets;
    this.memory = allocator.newChildAllocator("messages of others", 0, Long.MAX_VALUE);
  }

  @Override
  public BatchStream open(
      TaskAddress producer, int consumer, Schema schema, BufferAllocator allocator) {
    var address = producer.executor();
    var ticket =
        PlanCodec.encode(ExchangeTicket.class, new ExchangeTicket(producer.task(), consumer));
    var flight =
        new FlightReception(
            address, new Ticket(ticket), ArrowForm.WIRE, schema, connections, meter, allocator);
    var reception =
        new SocketReception(address, ticket, schema, sockets, meter, memory, allocator, flight);
    return open.start(address, reception, allocator);
  }

  /// Closes the streams that are still open and waits for their ends.
  @Override
  public void close() {
    open.close();
    Draining.close(memory);
  }
}
