package dev.mutirao.server.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.rpc.Procedure;
import dev.mutirao.server.rpc.ProcedureTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Result;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Procedures that are called on sockets, and what others may send there.
final class SocketCallsTest {
  record Text(String text) {}

  private static final Procedure<Text, Text> ECHO =
      new Procedure<>("mutirao.echo", Text.class, Text.class);
  private static final Procedure<Text, Text> WAIT =
      new Procedure<>("mutirao.wait", Text.class, Text.class);
  private static final Procedure<Text, Text> UNKNOWN =
      new Procedure<>("mutirao.unknown", Text.class, Text.class);

  private static final String HOST = "127.0.0.1";
  private static final ClusterSecret SECRET = ClusterSecret.of("open");
  private static final SocketServer.Streams NO_STREAMS =
      (ticket, number, channel) -> {
        throw new AssertionError("no stream is asked for");
      };
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RootAllocator allocator = new RootAllocator();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch waited = new CountDownLatch(1);
  private final AtomicInteger byFlight = new AtomicInteger();
  private final SocketServer server =
      SocketServer.listen(HOST, 0, SECRET, procedures(), NO_STREAMS);
  private SocketServer.Port told = server.port();
  private final FlightEndpoint endpoint =
      FlightEndpoint.executor(allocator, HOST, 0, SECRET, new Producer());
  private final String address = FlightEndpoint.address(HOST, endpoint.port());
  private final Connections connections = new Connections(allocator, SECRET);
  private final Sockets sockets = new Sockets(connections, SECRET);
  private final SocketCalls calls = new SocketCalls(sockets, connections);

  private ProcedureTable procedures() {
    return new ProcedureTable()
        .on(
            ECHO,
            question -> {
              if (question.text().isEmpty()) {
                throw QueryErrors.cancelled("an empty text");
              }
              return question;
            })
        .on(
            WAIT,
            question -> {
              begun.countDown();
              await(waited);
              return question;
            });
  }

  private final class Producer extends NoOpFlightProducer {
    private final ProcedureTable procedures = procedures().on(SocketServer.PORT, ask -> told);

    @Override
    public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
      if (action.getType().equals(ECHO.name())) {
        byFlight.incrementAndGet();
      }
      procedures.answer(context, action, listener);
    }
  }

  @AfterEach
  void close() {
    waited.countDown();
    sockets.close();
    connections.close();
    server.close();
    endpoint.close();
    allocator.close();
  }

  @Test
  void answersComeBack() {
    var longText = "x".repeat(3 << 20);
    for (var text : new String[] {"one", "two", longText, "three"}) {
      assertEquals(text, calls.call(address, ECHO, new Text(text), PATIENCE).text());
    }
    assertEquals(0, byFlight.get());
  }

  @Test
  void failuresKeepTheirCodes() {
    assertEquals(ErrorCode.CANCELLED, failure(ECHO, "").code());
    assertEquals(ErrorCode.PROTOCOL_ERROR, failure(UNKNOWN, "x").code());
    assertEquals("after", calls.call(address, ECHO, new Text("after"), PATIENCE).text());
  }

  @Test
  void whoTakesTooLongIsUnreachable() {
    var failure =
        assertThrows(
            MutiraoException.class,
            () -> calls.call(address, WAIT, new Text("x"), Duration.ofMillis(50)));
    assertEquals(ErrorCode.SERVER_UNREACHABLE, failure.code());
    assertTrue(failure.getMessage().contains("too long"), failure.getMessage());
    assertEquals("after", calls.call(address, ECHO, new Text("after"), PATIENCE).text());
  }

  @Test
  void whoGoesMeanwhileIsUnreachable() {
    Thread.ofVirtual()
        .start(() -> {
          await(begun);
          server.close();
        });
    var calling =
        assertThrows(
            MutiraoException.class, () -> calls.call(address, WAIT, new Text("x"), PATIENCE));
    assertEquals(ErrorCode.SERVER_UNREACHABLE, calling.code());
  }

  @Test
  void flightServesWhereThePortIsNotReached() throws Exception {
    try (var socket = new java.net.ServerSocket(0)) {
      told = new SocketServer.Port(socket.getLocalPort(), 1);
    }
    assertEquals("text", calls.call(address, ECHO, new Text("text"), PATIENCE).text());
    assertEquals(1, byFlight.get());
  }

  @Test
  void flightServesWhereAnotherProcessListens() {
    told = new SocketServer.Port(server.port().port(), server.port().process() + 1);
    assertEquals("text", calls.call(address, ECHO, new Text("text"), PATIENCE).text());
    assertEquals(1, byFlight.get());
  }

  @Test
  void whoListensElsewhereByNowIsAskedWhere() {
    assertEquals("before", calls.call(address, ECHO, new Text("before"), PATIENCE).text());
    server.close();
    try (var next = SocketServer.listen(HOST, 0, SECRET, procedures(), NO_STREAMS)) {
      told = next.port();
      assertEquals("after", calls.call(address, ECHO, new Text("after"), PATIENCE).text());
      sockets.close();
    }
    assertEquals(0, byFlight.get());
  }

  @Test
  void whatMayBeAskedTwiceIsAskedByFlightWhenItsSocketBreaks() {
    Thread.ofVirtual()
        .start(() -> {
          await(begun);
          server.close();
          waited.countDown();
        });
    assertEquals("x", calls.callAgain(address, WAIT, new Text("x"), PATIENCE).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "", "open and more"})
  void withoutTheSecretNothingIsAnswered(String secret) throws Exception {
    try (var channel = connected()) {
      Requests.hello(channel, ClusterSecret.of(secret).token());
      Requests.call(channel, ECHO.name(), new byte[0]);
      assertHungUp(channel);
    }
  }

  @Test
  void whatIsNoRequestIsHungUpOn() throws Exception {
    for (var bytes : new String[] {"GET / HTTP/1.1\r\n\r\n", "\0\0\0\0\0\0\0\0\0\0\0\0"}) {
      try (var channel = connected()) {
        channel.write(ByteBuffer.wrap(bytes.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertHungUp(channel);
      }
    }
    for (int length : new int[] {-1, Integer.MAX_VALUE, 0}) {
      try (var channel = connected()) {
        Requests.hello(channel, SECRET.token());
        assertEquals(Long.BYTES, channel.read(ByteBuffer.allocate(Long.BYTES)));
        channel.write(ByteBuffer.allocate(8).putInt(length).putInt(Requests.CALL).flip());
        assertHungUp(channel);
      }
    }
  }

  private MutiraoException failure(Procedure<Text, Text> procedure, String text) {
    return assertThrows(
        MutiraoException.class, () -> calls.call(address, procedure, new Text(text), PATIENCE));
  }

  private SocketChannel connected() throws java.io.IOException {
    var channel =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port().port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  private static void assertHungUp(SocketChannel channel) {
    int read;
    try {
      read = channel.read(ByteBuffer.allocate(1));
    } catch (java.io.IOException reset) {
      read = -1;
    }
    assertEquals(-1, read);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
