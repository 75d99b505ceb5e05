package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.memory.MemoryReport;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.arrow.ArrowInput;
import dev.mutirao.server.arrow.PackedInput;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.FlightErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// Batches that a virtual thread reads from a Flight stream into a bounded queue.
///
/// ```
/// reading --end of stream--> ended
///    |-----stream breaks---> failed
///    '-----close-----------> closed
/// ```
final class FlightBatchStream implements BatchStream {
  /// How many bytes wait here before the reader pauses; the transport holds some more.
  private static final long BOUND = 8L << 20;

  private static final String NAME = "Exchange";

  private final String address;
  private final Ticket ticket;
  private final ArrowForm form;
  private final Schema schema;
  private final Connections connections;
  private final NetworkMeter meter;
  private final BufferAllocator allocator;
  private final MutiraoException untold;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final Thread reader = Thread.ofVirtual().name("exchange-reader").unstarted(this::read);

  // Guarded by this.
  private final ArrayDeque<Batch> queue = new ArrayDeque<>();
  private CompletableFuture<Void> ready = new CompletableFuture<>();
  private long queuedBytes;
  private boolean ended;
  private boolean closed;
  private @Nullable MutiraoException failure;
  private @Nullable FlightStream stream;

  FlightBatchStream(
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
    this.untold =
        EngineErrors.internal(
            "reading from " + address + " failed, and the reason could not be told", null);
  }

  /// Begins to read; runs `whenOver` once nothing is held any more but what is queued.
  void start(Runnable whenOver) {
    var unused = over.thenRun(whenOver);
    reader.start();
  }

  /// Waits until the reader has stopped.
  void join() {
    over.join();
  }

  @Override
  public synchronized @Nullable Batch poll() {
    var batch = queue.poll();
    if (batch != null) {
      queuedBytes -= batch.sizeInBytes();
      notifyAll();
      return batch;
    }
    if (failure != null) {
      throw failure;
    }
    if (!ended && ready.isDone()) {
      ready = new CompletableFuture<>();
    }
    return null;
  }

  @Override
  public synchronized boolean finished() {
    return closed || (ended && failure == null && queue.isEmpty());
  }

  @Override
  public synchronized CompletableFuture<?> ready() {
    return ready;
  }

  @Override
  public void close() {
    List<Batch> left;
    FlightStream open;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(queue);
      queue.clear();
      queuedBytes = 0;
      open = stream;
      notifyAll();
    }
    left.forEach(Batch::close);
    if (open != null) {
      open.cancel("the consumer wants no more", null);
    }
    wake().complete(null);
  }

  private synchronized CompletableFuture<Void> wake() {
    return ready;
  }

  private void read() {
    boolean healthy = false;
    Connections.@Nullable Lease lease = null;
    try {
      lease = connections.lease(address);
      var opened = lease.client().getStream(ticket);
      try {
        healthy = opened(opened) && takeAll(opened, lease.memory());
      } finally {
        opened.close();
      }
    } catch (Exception | Error e) { // whatever it is, the rows are not all there
      fail(e);
    } finally {
      synchronized (this) {
        stream = null;
      }
      end();
      try {
        giveBack(lease, healthy);
      } finally {
        over.complete(null);
      }
    }
  }

  /// Whether the stream is still wanted.
  private synchronized boolean opened(FlightStream opened) {
    stream = opened;
    if (closed) {
      opened.cancel("the consumer wants no more", null);
    }
    return !closed;
  }

  /// Whether the stream came to its end.
  ///
  /// @param memory that of the connection: this stream's own may be closed once nobody wants more
  private boolean takeAll(FlightStream opened, BufferAllocator memory) throws InterruptedException {
    var input = new ArrowInput(form, schema, allocator);
    try (var packed = new PackedInput(schema, memory)) {
      while (opened.next()) {
        var message = opened.getRoot();
        var rows = packed.unpack(message);
        if (!enqueue(input, rows, rows == message ? 0 : message.getVector(0).getBufferSize())) {
          return false;
        }
        packed.clear();
      }
    }
    return true;
  }

  /// Takes the root's rows over and waits until there is room for more; false when no more is
  /// wanted. Nothing is taken once the stream is closed: its allocator may be closed by then.
  ///
  /// @param packedBytes of the message, if it was compressed, else 0
  private boolean enqueue(ArrowInput input, VectorSchemaRoot root, long packedBytes)
      throws InterruptedException {
    CompletableFuture<Void> wake;
    synchronized (this) {
      if (closed) {
        return false;
      }
      var batch = input.take(root);
      meter.received(packedBytes > 0 ? packedBytes : batch.sizeInBytes());
      queue.add(batch);
      queuedBytes += batch.sizeInBytes();
      wake = ready;
    }
    wake.complete(null);
    synchronized (this) {
      while (queuedBytes > BOUND && !closed) {
        wait();
      }
      return !closed;
    }
  }

  /// Fails the stream in any case, be it without the reason when there is no heap for it.
  private void fail(Throwable cause) {
    var why = untold;
    try {
      why = told(cause);
    } finally {
      synchronized (this) {
        if (!closed) {
          failure = why;
        }
      }
    }
  }

  private void end() {
    CompletableFuture<Void> wake;
    synchronized (this) {
      ended = true;
      wake = ready;
    }
    wake.complete(null);
  }

  /// The receiving end gives a message up for which it finds no room, and calls that an end of the
  /// stream: the reason is a cause of what it throws.
  private MutiraoException told(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryException noRoom) {
        return new MemoryReport(allocator.getRoot()).ranOut(NAME, noRoom);
      } else if (cause instanceof OutOfMemoryError noHeap) {
        return MemoryReport.ranOut(NAME, noHeap);
      }
    }
    return switch (thrown) {
      case FlightRuntimeException failure -> named(FlightErrors.fromFlight(failure, address));
      case MutiraoException failure -> named(failure);
      default -> EngineErrors.internal("reading from " + address + ": " + thrown, thrown);
    };
  }

  /// Between executors a connection that breaks means that the other one is gone.
  private MutiraoException named(MutiraoException cause) {
    return form == ArrowForm.WIRE && cause.code() == ErrorCode.SERVER_UNREACHABLE
        ? ClusterErrors.executorLost(address, "its stream broke")
        : cause;
  }

  private static void giveBack(Connections.@Nullable Lease lease, boolean healthy) {
    if (lease != null) {
      lease.giveBack(healthy);
    }
  }
}
