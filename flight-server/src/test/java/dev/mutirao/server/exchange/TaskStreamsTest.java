package dev.mutirao.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.LocalOutputBuffers;
import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.server.arrow.SampleBatch;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.rpc.ProcedureTable;
import dev.mutirao.server.socket.SocketServer;
import dev.mutirao.server.socket.Sockets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The output of a task to a reader over a socket, or over Flight where no socket is reached.
final class TaskStreamsTest {
  private static final String HOST = "127.0.0.1";
  private static final ClusterSecret SECRET = ClusterSecret.of("open");
  private static final long PATIENCE_SECONDS = 60;
  private static final int[] SIZES = {3, 1, 0, 65, 1000, 40_000};

  private final RootAllocator sending = new RootAllocator();
  private final RootAllocator receiving = new RootAllocator();
  private final LocalOutputBuffers buffers = new LocalOutputBuffers(1, 1 << 20);
  private final NetworkMeter sent = new NetworkMeter();
  private final AtomicInteger byFlight = new AtomicInteger();
  private CompletableFuture<TaskOutput> output = new CompletableFuture<>();

  private final StreamServer flight = new StreamServer(sending, sent);
  private final SocketServer server =
      SocketServer.listen(
          HOST, 0, SECRET, new ProcedureTable(), new TaskStreams(ticket -> output, sending, sent));
  private int toldPort = server.port().port();
  private final FlightEndpoint endpoint =
      FlightEndpoint.executor(sending, HOST, 0, SECRET, new Producer());

  private final Connections connections = new Connections(receiving, SECRET);
  private final Sockets sockets = new Sockets(connections, SECRET);
  private final ClusterExchange exchange =
      new ClusterExchange(connections, sockets, new NetworkMeter(), receiving);

  /// Tells of the port for sockets, and sends the same rows itself.
  private final class Producer extends NoOpFlightProducer {
    private final ProcedureTable procedures =
        new ProcedureTable()
            .on(SocketServer.PORT, ask -> new SocketServer.Port(toldPort, server.port().process()));

    @Override
    public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
      procedures.answer(context, action, listener);
    }

    @Override
    public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
      byFlight.incrementAndGet();
      var unused = flight.send(output.thenApply(StreamServer.Outgoing::of), listener);
    }
  }

  @AfterEach
  void nothingIsLeft() {
    exchange.close();
    sockets.close();
    connections.close();
    server.close();
    flight.close();
    endpoint.close();
    buffers.close();
    Draining.close(receiving);
    Draining.close(sending);
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeArrivesWithItsValues(Compression compression) throws Exception {
    var expected = new ArrayList<List<@Nullable Object>>();
    for (int rows : SIZES) {
      var batch = SampleBatch.random(rows, rows, sending);
      expected.addAll(SampleBatch.rows(batch));
      buffers.offer(0, batch);
    }
    buffers.finish();
    try (var stream = open(SampleBatch.SCHEMA, compression)) {
      assertEquals(expected, rows(stream));
    }
    assertEquals(0, byFlight.get());
    assertTrue(sent.sent() > 0);
  }

  @Test
  void flightServesWhereThePortIsNotReached() throws Exception {
    toldPort = unusedPort();
    var batch = SampleBatch.random(100, 1, sending);
    var expected = SampleBatch.rows(batch);
    buffers.offer(0, batch);
    buffers.finish();
    try (var stream = open(SampleBatch.SCHEMA, Compression.NONE)) {
      assertEquals(expected, rows(stream));
    }
    assertEquals(1, byFlight.get());
  }

  @Test
  void rowsWithoutColumnsKeepTheirNumber() throws Exception {
    buffers.offer(0, new Batch(42, List.of()));
    buffers.finish();
    try (var stream = open(Schema.EMPTY, Compression.NONE);
        var batch = Received.next(stream)) {
      assertEquals(42, batch == null ? 0 : batch.rows());
    }
  }

  @Test
  void aSocketServesOneStreamAfterTheOther() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      var queue = new LocalOutputBuffers(1, 1 << 20);
      var batch = SampleBatch.random(10, seed, sending);
      var expected = SampleBatch.rows(batch);
      queue.offer(0, batch);
      queue.finish();
      output = new CompletableFuture<>();
      try (var stream = open(SampleBatch.SCHEMA, Compression.NONE, queue)) {
        assertEquals(expected, rows(stream));
      }
      queue.close();
    }
  }

  @Test
  void aFailureKeepsItsCodeAndMessage() throws Exception {
    buffers.offer(0, SampleBatch.random(10, 1, sending));
    buffers.fail(QueryErrors.cancelled("someone"));
    try (var stream = open(SampleBatch.SCHEMA, Compression.NONE)) {
      var failure = assertThrows(MutiraoException.class, () -> rows(stream));
      assertEquals(ErrorCode.CANCELLED, failure.code());
      assertTrue(failure.getMessage().contains("someone"), failure.getMessage());
    }
  }

  @Test
  void aStreamThatIsRefusedSaysWhy() {
    output = CompletableFuture.failedFuture(QueryErrors.cancelled("someone"));
    try (var stream = opened(SampleBatch.SCHEMA)) {
      var failure = assertThrows(MutiraoException.class, () -> rows(stream));
      assertEquals(ErrorCode.CANCELLED, failure.code());
    }
  }

  @Test
  void otherColumnsThanExpectedAreRefused() {
    buffers.finish();
    output.complete(new TaskOutput(buffers.read(0), SampleBatch.SCHEMA, Compression.NONE));
    try (var stream = opened(Schema.EMPTY)) {
      var failure = assertThrows(MutiraoException.class, () -> rows(stream));
      assertEquals(ErrorCode.PROTOCOL_ERROR, failure.code());
    }
  }

  @Test
  void aSenderThatIsGoneIsALostExecutor() throws Exception {
    buffers.offer(0, SampleBatch.random(10, 1, sending));
    try (var stream = open(SampleBatch.SCHEMA, Compression.NONE)) {
      var first = Received.next(stream);
      assertTrue(first != null);
      first.close();
      server.close();
      var failure = assertThrows(MutiraoException.class, () -> Received.next(stream));
      assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
    }
  }

  @Test
  void aReaderThatLeavesEndsTheStreamBeforeItsEnd() throws Exception {
    var closed = new CompletableFuture<Void>();
    output.complete(new TaskOutput(new Endless(closed), SampleBatch.SCHEMA, Compression.NONE));
    var stream = opened(SampleBatch.SCHEMA);
    var first = Received.next(stream);
    assertTrue(first != null);
    first.close();
    stream.close();
    closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(stream.finished());
  }

  @Test
  void aReaderThatLeavesIsHeardWhileNothingIsSent() throws Exception {
    var closed = new CompletableFuture<Void>();
    output.complete(new TaskOutput(new Silent(closed), SampleBatch.SCHEMA, Compression.NONE));
    var stream = opened(SampleBatch.SCHEMA);
    assertThrows(
        java.util.concurrent.TimeoutException.class,
        () -> stream.ready().get(100, TimeUnit.MILLISECONDS));
    assertFalse(closed.isDone());
    stream.close();
    closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void aReaderWithoutRoomIsToldSo() throws Exception {
    buffers.offer(0, SampleBatch.random(60_000, 1, sending));
    buffers.finish();
    try (var stream = open(SampleBatch.SCHEMA, Compression.NONE)) {
      receiving.setLimit(1 << 20);
      var failure = assertThrows(MutiraoException.class, () -> rows(stream));
      assertEquals(ErrorCode.OUT_OF_MEMORY, failure.code(), failure.getMessage());
    } finally {
      receiving.setLimit(Long.MAX_VALUE);
    }
  }

  private BatchStream open(Schema schema, Compression compression) {
    return open(schema, compression, buffers);
  }

  private BatchStream open(Schema schema, Compression compression, LocalOutputBuffers from) {
    output.complete(new TaskOutput(from.read(0), schema, compression));
    return opened(schema);
  }

  private BatchStream opened(Schema schema) {
    var task = new TaskId(QueryId.random(), 0, 0, 0);
    var address = FlightEndpoint.address(HOST, endpoint.port());
    return exchange.open(new TaskAddress(task, address), 0, schema, receiving);
  }

  private static int unusedPort() throws java.io.IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static List<List<@Nullable Object>> rows(BatchStream stream) throws Exception {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var batch = Received.next(stream); batch != null; batch = Received.next(stream)) {
      rows.addAll(SampleBatch.rows(batch));
      batch.close();
    }
    return rows;
  }

  /// Gives batches for ever.
  private final class Endless implements BatchStream {
    private final CompletableFuture<Void> closed;

    private Endless(CompletableFuture<Void> closed) {
      this.closed = closed;
    }

    @Override
    public Batch poll() {
      return SampleBatch.random(1000, 1, sending);
    }

    @Override
    public boolean finished() {
      return false;
    }

    @Override
    public CompletableFuture<?> ready() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      closed.complete(null);
    }
  }

  /// Never gives anything.
  private record Silent(CompletableFuture<Void> closed) implements BatchStream {
    @Override
    public @Nullable Batch poll() {
      return null;
    }

    @Override
    public boolean finished() {
      return false;
    }

    @Override
    public CompletableFuture<?> ready() {
      return new CompletableFuture<Void>();
    }

    @Override
    public void close() {
      closed.complete(null);
    }
  }
}
