package dev.mutirao.server.socket;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.memory.HeapReserve;
import dev.mutirao.executor.memory.MemoryReport;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.rpc.Procedure;
import dev.mutirao.server.rpc.ProcedureTable;
import dev.mutirao.server.scheduler.Failure;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers other processes of the cluster, each socket on a thread of its own and one {@linkplain
/// Requests request} after the other. Thread-safe.
public final class SocketServer implements AutoCloseable {
  /// By Flight: where does a process listen for sockets?
  public static final Procedure<Procedure.Done, Port> PORT =
      new Procedure<>("mutirao.socket-port", Procedure.Done.class, Port.class);

  private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
  private static final Duration HELLO_PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int BACKLOG = 1024;
  private static final long RETRY_NANOS = 100_000_000;
  private static final int LONGEST_SECRET = 64 << 10;
  private static final int LONGEST_REQUEST = 1 << 30;

  /// An answer to {@link #PORT}.
  ///
  /// @param process a number that no other process has
  public record Port(int port, long process) {}

  /// The streams that a process sends.
  public interface Streams {
    /// Begins to send a stream, on a thread of its own.
    ///
    /// @param number what the reader said besides the ticket
    /// @throws MutiraoException when there is no such stream; the reader is hung up on
    Sending open(byte[] ticket, int number, SocketChannel channel);
  }

  /// A stream that is being sent.
  public interface Sending {
    /// Ends it before its end.
    void stop();

    /// Waits until nothing is sent any more.
    void join();
  }

  private final ServerSocketChannel listener;
  private final Port port;
  private final ClusterSecret secret;
  private final ProcedureTable procedures;
  private final Streams streams;
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;

  private SocketServer(
      ServerSocketChannel listener,
      ClusterSecret secret,
      ProcedureTable procedures,
      Streams streams)
      throws IOException {
    this.listener = listener;
    int number = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    this.port = new Port(number, new SecureRandom().nextLong());
    this.secret = secret;
    this.procedures = procedures;
    this.streams = streams;
    this.acceptor = Thread.ofPlatform().daemon().name("socket-acceptor").start(this::accept);
  }

  /// Listens.
  ///
  /// @param port 0 for any free one
  /// @throws MutiraoException when the port is taken
  public static SocketServer listen(
      String host, int port, ClusterSecret secret, ProcedureTable procedures, Streams streams) {
    try {
      var listener = ServerSocketChannel.open();
      try {
        listener.bind(new InetSocketAddress(host, port), BACKLOG);
        return new SocketServer(listener, secret, procedures, streams);
      } catch (IOException | RuntimeException failure) {
        listener.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw FlightEndpoint.cannotListen(host + ":" + port, failure);
    }
  }

  /// Where it listens.
  public Port port() {
    return port;
  }

  /// Stops what is being sent and waits for its end.
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join();
      for (var peer : Set.copyOf(peers)) {
        Sockets.close(peer.channel);
        if (!peer.thread.join(PATIENCE)) {
          peer.thread.interrupt(); // it answers a call
          LOG.warn("a call is still running after the server has stopped");
        }
      }
    } catch (IOException e) {
      LOG.warn("the port for sockets did not close well", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (listener.isOpen()) {
      SocketChannel channel = null;
      try {
        channel = listener.accept();
        begin(new Peer(channel));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException | RuntimeException | Error failure) {
        notAccepted(channel, failure);
      }
    }
  }

  private void begin(Peer peer) {
    boolean begun = false;
    peers.add(peer);
    try {
      peer.thread.start();
      begun = true;
    } finally {
      if (!begun) {
        peers.remove(peer);
      }
    }
  }

  /// Others are accepted all the same, after a moment: there may be no heap, or no free file.
  private static void notAccepted(@Nullable SocketChannel channel, Throwable failure) {
    try {
      if (failure instanceof OutOfMemoryError) {
        HeapReserve.release();
      } else {
        LOG.warn("a socket was not accepted", failure);
      }
      if (channel != null) {
        Sockets.close(channel);
      }
    } catch (OutOfMemoryError stillFull) {
      HeapReserve.release();
    }
    LockSupport.parkNanos(RETRY_NANOS);
  }

  /// One socket, read by a thread of its own, which so hears when the other end hangs up.
  private final class Peer {
    private final SocketChannel channel;
    private final Thread thread = Thread.ofVirtual().name("socket").unstarted(this::serve);
    private @Nullable Sending sending; // confined to the thread

    private Peer(SocketChannel channel) {
      this.channel = channel;
    }

    private void serve() {
      try {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (!knowsSecret()) {
          LOG.warn("{} does not know the cluster's secret", channel.getRemoteAddress());
          return;
        }
        Requests.welcome(channel, port.process());
        while (true) {
          answerNext();
        }
      } catch (EOFException | AsynchronousCloseException hungUp) {
        LOG.trace("a socket has ended");
      } catch (IOException | MutiraoException broken) {
        LOG.debug("a socket broke: {}", broken.toString());
      } catch (OutOfMemoryError noHeap) {
        HeapReserve.release();
      } finally {
        Sockets.close(channel);
        if (sending != null) {
          sending.stop();
          sending.join();
        }
        peers.remove(this);
      }
    }

    private boolean knowsSecret() throws IOException {
      channel.socket().setSoTimeout((int) HELLO_PATIENCE.toMillis());
      var hello = new DataInputStream(channel.socket().getInputStream());
      boolean ours = hello.readInt() == Requests.MAGIC;
      int length = ours ? hello.readInt() : -1;
      return length >= 0 && length <= LONGEST_SECRET && secret.isToken(hello.readNBytes(length));
    }

    /// Waits for a request, which comes after the answer to the one before is there in full.
    private void answerNext() throws IOException {
      var lengths = ByteBuffer.wrap(read(8));
      int length = lengths.getInt();
      int number = lengths.getInt();
      if (length < 0 || length > LONGEST_REQUEST) {
        throw new IOException("not a request");
      }
      var request = read(length);
      if (sending != null) {
        sending.join();
        sending = null;
      }
      if (number == Requests.CALL) {
        answer(ByteBuffer.wrap(request));
      } else {
        sending = streams.open(request, number, channel);
      }
    }

    private void answer(ByteBuffer request) throws IOException {
      int length = request.hasRemaining() ? Byte.toUnsignedInt(request.get()) : 0;
      if (length == 0 || length > request.remaining()) {
        throw new IOException("not a call");
      }
      var name = new byte[length];
      request.get(name);
      var question = new byte[request.remaining()];
      request.get(question);
      var procedure = new String(name, StandardCharsets.US_ASCII);
      byte[] answer;
      try {
        answer = procedures.answer(procedure, question);
      } catch (OutOfMemoryError noHeap) {
        Requests.failure(channel, Failure.of(MemoryReport.ranOut(procedure, noHeap)));
        return;
      } catch (RuntimeException | Error failure) { // without an answer we would be taken for dead
        Requests.failure(channel, Failure.of(failure));
        return;
      }
      Requests.answer(channel, answer);
    }

    private byte[] read(int length) throws IOException {
      var bytes = new byte[length];
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException();
        }
      }
      return bytes;
    }
  }
}
