package dev.mutirao.server.rpc;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.executor.plan.codec.PlanCodec;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightClientMiddleware;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;

/// The connections of this process to others. Calls share one for each address; a stream has one of
/// its own while it lasts, because streams on one connection share its flow-control window: one
/// that nobody reads would stop all others, and a join reads one side before the other.
/// Thread-safe.
public final class Connections implements AutoCloseable {
  private static final int IDLE_LIMIT = 16;

  private final BufferAllocator allocator;
  private final ClusterSecret secret;
  private final Map<String, Connection> shared = new HashMap<>(); // guarded by this
  private final Map<String, ArrayDeque<Connection>> idle = new HashMap<>(); // guarded by this
  private final List<FlightClientMiddleware.Factory> middleware;
  private boolean closed; // guarded by this

  /// @param allocator where received messages live
  /// @param middleware what every connection has beside the secret
  public Connections(
      BufferAllocator allocator,
      ClusterSecret secret,
      FlightClientMiddleware.Factory... middleware) {
    this.allocator = allocator;
    this.secret = secret;
    this.middleware = List.of(middleware);
  }

  /// Asks the process at an address and waits for its answer.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException what the other process threw, or that it
  ///   does not answer
  public <Q, A> A call(String address, Procedure<Q, A> procedure, Q question, Duration patience) {
    var action = new Action(procedure.name(), PlanCodec.encode(procedure.question(), question));
    try {
      var results =
          shared(address)
              .doAction(action, CallOptions.timeout(patience.toMillis(), TimeUnit.MILLISECONDS));
      var answer = PlanCodec.decode(procedure.answer(), results.next().getBody());
      while (results.hasNext()) {
        results.next();
      }
      return answer;
    } catch (FlightRuntimeException failure) {
      throw FlightErrors.fromFlight(failure, address);
    }
  }

  /// What a Flight call of its own kind gives, such as `GetFlightInfo`.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException what the server threw, or that it does
  ///   not answer
  public <A> A ask(String address, Function<FlightClient, A> question) {
    try {
      return question.apply(shared(address));
    } catch (FlightRuntimeException failure) {
      throw FlightErrors.fromFlight(failure, address);
    }
  }

  /// A connection for one stream.
  public Lease lease(String address) {
    synchronized (this) {
      var free = idle.get(address);
      if (free != null && !free.isEmpty()) {
        return new Lease(address, free.pop());
      }
    }
    return new Lease(address, connect(address));
  }

  /// Closes what is open to an address and free; streams that are being read go on.
  public void drop(String address) {
    var clients = new ArrayList<Connection>();
    synchronized (this) {
      var one = shared.remove(address);
      if (one != null) {
        clients.add(one);
      }
      var others = idle.remove(address);
      if (others != null) {
        clients.addAll(others);
      }
    }
    closeAll(clients);
  }

  @Override
  public void close() {
    var clients = new ArrayList<Connection>();
    synchronized (this) {
      closed = true;
      clients.addAll(shared.values());
      idle.values().forEach(clients::addAll);
      shared.clear();
      idle.clear();
    }
    closeAll(clients);
  }

  /// The address as Flight wants it.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when it is none
  public static Location location(String address) {
    return parsed(address).orElseThrow(() -> ClusterErrors.badAddress(address));
  }

  /// Whether a text is an address, such as `grpc://host:8815`.
  public static boolean isAddress(String text) {
    return parsed(text).isPresent();
  }

  private static Optional<Location> parsed(String address) {
    try {
      var location = new Location(address);
      var uri = location.getUri();
      var known = uri.getScheme() != null && uri.getScheme().startsWith("grpc");
      var complete = uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 65_535;
      return known && complete ? Optional.of(location) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private FlightClient shared(String address) {
    return sharedConnection(address).client();
  }

  private Connection sharedConnection(String address) {
    synchronized (this) {
      var known = shared.get(address);
      if (known != null) {
        return known;
      }
    }
    var made = connect(address);
    synchronized (this) {
      var raced = closed ? null : shared.putIfAbsent(address, made);
      if (raced == null && !closed) {
        return made;
      }
      if (raced != null) {
        closeAll(List.of(made));
        return raced;
      }
    }
    closeAll(List.of(made));
    throw ClusterErrors.unreachable(address, "this process is shutting down");
  }

  private Connection connect(String address) {
    var location = location(address);
    var memory = allocator.newChildAllocator("connection to " + address, 0, Long.MAX_VALUE);
    var client = FlightClient.builder(memory, location).intercept(secret.sender());
    for (var factory : middleware) {
      client = client.intercept(factory);
    }
    return new Connection(client.build(), memory);
  }

  private static void closeAll(List<Connection> connections) {
    for (var connection : connections) {
      try {
        connection.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A client and the memory of what it receives.
  private record Connection(FlightClient client, BufferAllocator memory) {
    /// A stream that broke may have left a message with the network layer, which gives it back when
    /// it notices; a client does not close before.
    void close() throws InterruptedException {
      Draining.await(memory);
      client.close();
      memory.close();
    }
  }

  /// A connection that nobody else uses until it is given back.
  public final class Lease {
    private final String address;
    private final Connection connection;

    private Lease(String address, Connection connection) {
      this.address = address;
      this.connection = connection;
    }

    public FlightClient client() {
      return connection.client();
    }

    /// Where what comes on this connection lives until somebody takes it over.
    public BufferAllocator memory() {
      return connection.memory();
    }

    /// Gives the connection back after a stream that ended, or closes it after one that broke.
    public void giveBack(boolean healthy) {
      if (healthy) {
        synchronized (Connections.this) {
          var free = idle.computeIfAbsent(address, key -> new ArrayDeque<>());
          if (!closed && free.size() < IDLE_LIMIT) {
            free.push(connection);
            return;
          }
        }
      }
      closeAll(List.of(connection));
    }
  }
}
