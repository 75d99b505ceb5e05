package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.arrow.ArrowInput;
import dev.mutirao.server.arrow.PackedInput;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.FlightErrors;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// A Flight stream.
final class FlightReception implements Reception {
  private final String address;
  private final Ticket ticket;
  private final ArrowForm form;
  private final Schema schema;
  private final Connections connections;
  private final NetworkMeter meter;
  private final BufferAllocator allocator;

  // Of the thread that runs it.
  private Connections.@Nullable Lease lease;
  private boolean healthy;

  private @Nullable FlightStream open; // guarded by this

  FlightReception(
      String address,
      Ticket ticket,
      ArrowForm form,
      Schema schema,
      Connections connections,
      NetworkMeter meter,
      BufferAllocator allocator) {
    this.address = address;
    this.ticket = ticket;
    this.form = form;
    this.schema = schema;
    this.connections = connections;
    this.meter = meter;
    this.allocator = allocator;
  }

  @Override
  public void run(Arrivals arrivals) throws Exception {
    lease = connections.lease(address);
    var stream = lease.client().getStream(ticket);
    try {
      setOpen(stream);
      if (arrivals.wanted()) {
        healthy = takeAll(stream, arrivals, lease.memory());
      } else {
        cancel(stream);
      }
    } finally {
      setOpen(null);
      stream.close();
    }
  }

  @Override
  public synchronized void hangUp() {
    if (open != null) {
      cancel(open);
    }
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.giveBack(healthy);
    }
  }

  @Override
  public MutiraoException told(Throwable failure) {
    return switch (failure) {
      case FlightRuntimeException flight -> named(FlightErrors.fromFlight(flight, address));
      case MutiraoException known -> named(known);
      default -> EngineErrors.internal("reading from " + address + ": " + failure, failure);
    };
  }

  private synchronized void setOpen(@Nullable FlightStream stream) {
    open = stream;
  }

  private static void cancel(FlightStream stream) {
    stream.cancel("the consumer wants no more", null);
  }

  /// Whether the stream came to its end.
  ///
  /// @param memory that of the connection: this stream's own may be closed once nobody wants more
  private boolean takeAll(FlightStream stream, Arrivals arrivals, BufferAllocator memory)
      throws InterruptedException {
    var input = new ArrowInput(form, schema, allocator);
    try (var packed = new PackedInput(schema, memory)) {
      while (stream.next()) {
        var message = stream.getRoot();
        var rows = packed.unpack(message);
        long packedBytes = rows == message ? 0 : message.getVector(0).getBufferSize();
        if (!arrivals.put(() -> taken(input, rows, packedBytes))) {
          return false;
        }
        packed.clear();
      }
    }
    return true;
  }

  /// @param packedBytes of the message, if it was compressed, else 0
  private Batch taken(ArrowInput input, VectorSchemaRoot rows, long packedBytes) {
    var batch = input.take(rows);
    meter.received(packedBytes > 0 ? packedBytes : batch.sizeInBytes());
    return batch;
  }

  /// Between executors a connection that breaks means that the other one is gone.
  private MutiraoException named(MutiraoException cause) {
    return form == ArrowForm.WIRE && cause.code() == ErrorCode.SERVER_UNREACHABLE
        ? ClusterErrors.executorLost(address, "its stream broke")
        : cause;
  }
}
