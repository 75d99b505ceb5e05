package dev.mutirao.server.exchange;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.ExecutorCalls.ExchangeTicket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;

/// Opens streams to tasks of other processes. Thread-safe.
public final class FlightExchangeClient implements ExchangeClient, AutoCloseable {
  private final Connections connections;
  private final NetworkMeter meter;
  private final Set<FlightBatchStream> open = ConcurrentHashMap.newKeySet();

  public FlightExchangeClient(Connections connections, NetworkMeter meter) {
    this.connections = connections;
    this.meter = meter;
  }

  @Override
  public BatchStream open(
      TaskAddress producer, int consumer, Schema schema, BufferAllocator allocator) {
    var ticket = new ExchangeTicket(producer.task(), consumer);
    return read(
        producer.executor(),
        new Ticket(PlanCodec.encode(ExchangeTicket.class, ticket)),
        ArrowForm.WIRE,
        schema,
        allocator);
  }

  /// The batches behind any ticket of the server at an address. Returns at once.
  public BatchStream read(
      String address, Ticket ticket, ArrowForm form, Schema schema, BufferAllocator allocator) {
    var stream =
        new FlightBatchStream(address, ticket, form, schema, connections, meter, allocator);
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
