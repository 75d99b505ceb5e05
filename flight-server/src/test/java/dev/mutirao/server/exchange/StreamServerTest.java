package dev.mutirao.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.LocalOutputBuffers;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.exchange.StreamServer.Outgoing;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.FlightEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Batches from one queue to a reader over a socket.
final class StreamServerTest {
  private static final Schema SCHEMA = Schema.of(Field.of("n", Type.Simple.BIGINT));

  private final RootAllocator allocator = new RootAllocator();
  private final LocalOutputBuffers buffers = new LocalOutputBuffers(1, 1 << 20);
  private final NetworkMeter meter = new NetworkMeter();
  private final BufferAllocator receiving =
      allocator.newChildAllocator("received", 0, Long.MAX_VALUE);
  private final Connections connections = new Connections(receiving, ClusterSecret.NONE);
  private final FlightStreams client = new FlightStreams(connections, meter);
  private final StreamServer server = new StreamServer(allocator, meter);
  private FlightEndpoint endpoint;
  private BatchStream stream;

  @BeforeEach
  void connect() {
    var outgoing =
        CompletableFuture.completedFuture(
            Outgoing.of(new TaskOutput(buffers.read(0), SCHEMA, Compression.NONE)));
    endpoint =
        FlightEndpoint.executor(
            allocator,
            "127.0.0.1",
            0,
            ClusterSecret.NONE,
            new NoOpFlightProducer() {
              @Override
              public void getStream(
                  CallContext context, Ticket ticket, ServerStreamListener listener) {
                var unused = server.send(outgoing, listener);
              }
            });
    stream =
        client.read(
            FlightEndpoint.address("127.0.0.1", endpoint.port()),
            new Ticket(new byte[] {1}),
            ArrowForm.WIRE,
            SCHEMA,
            allocator);
  }

  @AfterEach
  void nothingIsLeft() {
    stream.close();
    client.close();
    server.close();
    endpoint.close();
    connections.close();
    buffers.close();
    Draining.close(receiving);
    Draining.close(allocator);
  }

  @Test
  void manySmallBatchesTravelInFewMessages() throws Exception {
    for (long number = 0; number < 1_000; number++) {
      buffers.offer(0, batch(number));
    }
    buffers.finish();
    var sizes = new ArrayList<Integer>();
    var numbers = new ArrayList<Long>();
    for (var batch = Received.next(stream); batch != null; batch = Received.next(stream)) {
      sizes.add(batch.rows());
      numbers.addAll(numbers(batch));
    }
    assertEquals(LongStream.range(0, 1_000).boxed().toList(), numbers);
    assertTrue(sizes.size() < 100, sizes.toString());
    assertTrue(stream.finished());
  }

  @Test
  void aSmallBatchDoesNotWaitForTheEnd() throws Exception {
    for (long number = 1; number <= 3; number++) {
      buffers.offer(0, batch(number));
      assertEquals(List.of(number), numbers(Received.next(stream)));
    }
  }

  @Test
  void whatIsHeldGoesWithAReaderThatLeaves() {
    buffers.offer(0, batch(1));
    stream.close(); // and nothingIsLeft
  }

  @Test
  void anErrorComesInsteadOfTheRest() {
    buffers.offer(0, batch(1));
    buffers.fail(new IllegalStateException("the producer broke"));
    var failure =
        assertThrows(
            RuntimeException.class,
            () -> {
              while (!stream.finished()) {
                var batch = Received.next(stream);
                if (batch != null) {
                  batch.close();
                }
              }
            });
    assertTrue(failure.getMessage().contains("the producer broke"), failure.getMessage());
  }

  @Test
  void aReaderWithoutRoomIsToldSo() {
    receiving.setLimit(1 << 16);
    buffers.offer(0, batch(0, 1 << 15));
    buffers.finish();
    var failure = assertThrows(MutiraoException.class, () -> numbers(Received.next(stream)));
    assertEquals(ErrorCode.OUT_OF_MEMORY, failure.code(), failure.getMessage());
  }

  private Batch batch(long number) {
    return batch(number, 1);
  }

  private Batch batch(long first, int rows) {
    var values = allocator.buffer((long) Long.BYTES * rows);
    for (int row = 0; row < rows; row++) {
      Memory.segment(values).set(Column.LONG, (long) Long.BYTES * row, first + row);
    }
    return new Batch(rows, Column.fixed(Type.Simple.BIGINT, rows, null, values));
  }

  private static List<Long> numbers(@Nullable Batch batch) {
    assertTrue(batch != null, "no batch");
    try (batch) {
      return LongStream.range(0, batch.rows())
          .map(row -> batch.column(0).values().get(Column.LONG, Long.BYTES * row))
          .boxed()
          .toList();
    }
  }
}
