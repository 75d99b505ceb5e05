package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.server.socket.Sockets;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A stream on a socket, or by Flight where there is none.
final class SocketReception implements Reception {
  private final String address;
  private final byte[] ticket;
  private final Schema schema;
  private final Sockets sockets;
  private final NetworkMeter meter;
  private final BufferAllocator memory;
  private final BufferAllocator allocator;
  private final Reception flight;

  // Of the thread that runs it.
  private Sockets.@Nullable Lease lease;
  private boolean healthy;

  private Sockets.@Nullable Lease open; // guarded by this

  /// @param memory where a message is until somebody wants it
  /// @param allocator of the batches
  /// @param flight the same stream, where the sockets of the other process are not reached
  SocketReception(
      String address,
      byte[] ticket,
      Schema schema,
      Sockets sockets,
      NetworkMeter meter,
      BufferAllocator memory,
      BufferAllocator allocator,
      Reception flight) {
    this.address = address;
    this.ticket = ticket;
    this.schema = schema;
    this.sockets = sockets;
    this.meter = meter;
    this.memory = memory;
    this.allocator = allocator;
    this.flight = flight;
  }

  @Override
  public void run(Arrivals arrivals) throws Exception {
    lease = sockets.lease(address);
    if (lease == null) {
      flight.run(arrivals);
      return;
    }
    setOpen(lease);
    try (var reader = new BatchReader(lease.channel(), schema, memory)) {
      if (arrivals.wanted()) {
        lease.ask(ticket, BatchForm.headBytes(schema));
        healthy = takeAll(reader, arrivals);
      }
    } finally {
      setOpen(null);
    }
  }

  @Override
  public void hangUp() {
    flight.hangUp();
    synchronized (this) {
      if (open != null) {
        open.hangUp();
      }
    }
  }

  @Override
  public MutiraoException told(Throwable failure) {
    return switch (failure) {
      case MutiraoException known when lease != null -> known;
      case IOException broken when lease != null ->
          ClusterErrors.executorLost(address, "its stream broke");
      case Throwable other when lease == null -> flight.told(other);
      default -> EngineErrors.internal("reading from " + address + ": " + failure, failure);
    };
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.giveBack(healthy);
    } else {
      flight.close();
    }
  }

  private synchronized void setOpen(Sockets.@Nullable Lease now) {
    open = now;
  }

  /// Whether the stream came to its end.
  private boolean takeAll(BatchReader reader, Arrivals arrivals)
      throws IOException, InterruptedException {
    while (reader.next()) {
      if (!arrivals.put(() -> taken(reader))) {
        return false;
      }
    }
    return true;
  }

  private Batch taken(BatchReader reader) {
    meter.received(reader.bytes());
    return reader.take(allocator);
  }
}
