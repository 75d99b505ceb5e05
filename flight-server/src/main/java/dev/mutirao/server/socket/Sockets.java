package dev.mutirao.server.socket;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.Procedure;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sockets of this process to others: each serves one call or stream at a time and is kept for
/// the next. A stream that nobody reads stops its own socket and no other. Thread-safe.
public final class Sockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long RETRY_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long LONGEST_IDLE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int IDLE_LIMIT = 16;

  /// Where a process listens.
  private record Place(InetSocketAddress socket, long process) {}

  /// A socket that nobody uses, the latest first.
  private record Idle(SocketChannel channel, long since) {
    private boolean isOld() {
      return System.nanoTime() - since > LONGEST_IDLE_NANOS;
    }
  }

  private final Connections connections;
  private final ClusterSecret secret;

  // Guarded by this.
  private final Map<String, Place> known = new HashMap<>();
  private final Map<String, Long> notReached = new HashMap<>(); // when, by System.nanoTime
  private final Map<String, ArrayDeque<Idle>> idle = new HashMap<>();
  private boolean closed;

  /// @param connections by which other processes are asked for their ports
  public Sockets(Connections connections, ClusterSecret secret) {
    this.connections = connections;
    this.secret = secret;
  }

  /// A socket to the process with this Flight address, or null when it is not reached on its port
  /// for that.
  public @Nullable Lease lease(String address) {
    var kept = kept(address);
    if (kept != null) {
      return new Lease(address, kept);
    }
    if (!mayTry(address)) {
      return null;
    }
    try {
      var made = connected(address);
      synchronized (this) {
        notReached.remove(address);
      }
      return new Lease(address, made);
    } catch (MutiraoException gone) {
      LOG.debug("{} does not say where it listens: {}", address, gone.getMessage());
      return null; // Flight will tell why
    } catch (IOException failure) {
      LOG.warn("{} is called by Flight, which is slower: {}", address, failure.toString());
      synchronized (this) {
        known.remove(address);
        notReached.put(address, System.nanoTime());
      }
      return null;
    }
  }

  /// Closes the idle sockets to an address.
  public void drop(String address) {
    List<SocketChannel> left = new ArrayList<>();
    synchronized (this) {
      known.remove(address);
      notReached.remove(address);
      var channels = idle.remove(address);
      if (channels != null) {
        channels.forEach(kept -> left.add(kept.channel));
      }
    }
    left.forEach(Sockets::close);
  }

  @Override
  public void close() {
    List<SocketChannel> left = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(channels -> channels.forEach(kept -> left.add(kept.channel)));
      idle.clear();
    }
    left.forEach(Sockets::close);
  }

  /// Closes a socket, whose failure to do so matters to nobody.
  public static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a socket did not close well", e);
    }
  }

  /// Takes out what nobody has used for long, which networks forget. Needs the lock.
  private List<SocketChannel> tooOld() {
    List<SocketChannel> old = new ArrayList<>();
    for (var channels : idle.values()) {
      while (!channels.isEmpty() && channels.getLast().isOld()) {
        old.add(channels.removeLast().channel);
      }
    }
    idle.values().removeIf(ArrayDeque::isEmpty);
    return old;
  }

  private synchronized boolean mayTry(String address) {
    var when = notReached.get(address);
    return when == null || System.nanoTime() - when > RETRY_NANOS;
  }

  /// An idle socket whose other end is still there.
  private @Nullable SocketChannel kept(String address) {
    while (true) {
      Idle kept;
      synchronized (this) {
        var channels = idle.get(address);
        kept = channels == null ? null : channels.poll();
      }
      if (kept == null) {
        return null;
      }
      if (!kept.isOld() && isAlive(kept.channel)) {
        return kept.channel;
      }
      close(kept.channel);
    }
  }

  /// Nothing is sent to us between two streams, so that there is nothing to read, unless the end.
  private static boolean isAlive(SocketChannel channel) {
    try {
      channel.configureBlocking(false);
      boolean alive = channel.read(ByteBuffer.allocate(1)) == 0;
      channel.configureBlocking(true);
      return alive;
    } catch (IOException e) {
      return false;
    } catch (OutOfMemoryError noHeap) {
      close(channel);
      throw noHeap;
    }
  }

  /// A new socket. Where a process listened may be known from one that is gone by now.
  private SocketChannel connected(String address) throws IOException {
    Place before;
    synchronized (this) {
      before = known.get(address);
    }
    if (before != null) {
      try {
        return connect(before);
      } catch (IOException gone) {
        LOG.debug("{} does not listen where it did: {}", address, gone.toString());
      }
    }
    var port = connections.call(address, SocketServer.PORT, new Procedure.Done(), PATIENCE);
    var host = Connections.location(address).getUri().getHost();
    var place = new Place(new InetSocketAddress(host, port.port()), port.process());
    var channel = connect(place);
    synchronized (this) {
      known.put(address, place);
    }
    return channel;
  }

  private SocketChannel connect(Place place) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.socket().connect(place.socket, (int) PATIENCE.toMillis());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      Requests.hello(channel, secret.token());
      channel.socket().setSoTimeout((int) PATIENCE.toMillis());
      if (new DataInputStream(channel.socket().getInputStream()).readLong() != place.process) {
        throw new IOException("another process listens there");
      }
      return channel;
    } catch (IOException | RuntimeException | Error failure) {
      close(channel);
      throw failure;
    }
  }

  /// A socket that nobody else uses until it is given back.
  public final class Lease {
    private final String address;
    private final SocketChannel channel;

    private Lease(String address, SocketChannel channel) {
      this.address = address;
      this.channel = channel;
    }

    /// From which the stream is read, once it was asked for.
    public SocketChannel channel() {
      return channel;
    }

    /// Asks for a stream.
    ///
    /// @param number not negative, for who sends the stream
    public void ask(byte[] ticket, int number) throws IOException {
      Requests.stream(channel, ticket, number);
    }

    void call(String procedure, byte[] question) throws IOException {
      Requests.call(channel, procedure, question);
    }

    /// @throws java.net.SocketTimeoutException when it does not come in time
    byte[] answer(Duration patience) throws IOException {
      channel.socket().setSoTimeout(Math.toIntExact(patience.toMillis()));
      return Requests.readAnswer(new DataInputStream(channel.socket().getInputStream()));
    }

    /// Ends the stream, whoever reads it now.
    public void hangUp() {
      Sockets.close(channel);
    }

    /// Keeps the socket after a call or stream that ended, or closes it after one that broke.
    public void giveBack(boolean healthy) {
      boolean kept = false;
      List<SocketChannel> old;
      synchronized (Sockets.this) {
        old = tooOld();
        var channels = idle.computeIfAbsent(address, key -> new ArrayDeque<>());
        if (healthy && !closed && channels.size() < IDLE_LIMIT) {
          channels.push(new Idle(channel, System.nanoTime()));
          kept = true;
        }
      }
      old.forEach(Sockets::close);
      if (!kept) {
        Sockets.close(channel);
      }
    }
  }
}
