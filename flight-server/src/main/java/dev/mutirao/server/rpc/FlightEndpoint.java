package dev.mutirao.server.rpc;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.session.SessionCookie;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.flight.FlightProducer;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Flight server that is listening: every call runs on a virtual thread of its own and has a
/// {@link Caller}.
public final class FlightEndpoint implements AutoCloseable {
  /// The version of the engine, which executors and coordinator must share.
  public static final String VERSION = version();

  private static final Logger LOG = LoggerFactory.getLogger(FlightEndpoint.class);
  private static final int LONGEST_HEADERS = 64 << 10;

  private final FlightServer server;
  private final ExecutorService calls;

  private FlightEndpoint(FlightServer server, ExecutorService calls) {
    this.server = server;
    this.calls = calls;
  }

  /// A server that only processes of the cluster may call.
  public static FlightEndpoint executor(
      BufferAllocator allocator,
      String host,
      int port,
      ClusterSecret secret,
      FlightProducer producer) {
    return listen(allocator, host, port, secret, false, producer);
  }

  /// A server that users may call, too.
  public static FlightEndpoint coordinator(
      BufferAllocator allocator,
      String host,
      int port,
      ClusterSecret secret,
      FlightProducer producer) {
    return listen(allocator, host, port, secret, true, producer);
  }

  /// The port that it listens on.
  public int port() {
    return server.getPort();
  }

  /// An address as processes and users write it.
  public static String address(String host, int port) {
    var name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "grpc://" + name + ":" + port;
  }

  @Override
  public void close() {
    try {
      server.shutdown();
      if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
        server.close();
      }
      calls.shutdownNow();
      if (!calls.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.warn("calls are still running after the server has stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static FlightEndpoint listen(
      BufferAllocator allocator,
      String host,
      int port,
      ClusterSecret secret,
      boolean users,
      FlightProducer producer) {
    var calls = new CallThreads();
    var builder =
        FlightServer.builder(allocator, Location.forGrpcInsecure(host, port), producer)
            .executor(calls)
            .transportHint(
                "grpc.builderConsumer",
                (Consumer<ServerBuilder<?>>) grpc -> grpc.intercept(new SendAhead()))
            .setMaxHeaderListSize(LONGEST_HEADERS)
            .middleware(Caller.KEY, Caller.check(secret, users));
    if (users) {
      builder.middleware(SessionCookie.KEY, SessionCookie.factory()); // processes have no sessions
    }
    var server = builder.build();
    try {
      server.start();
      return new FlightEndpoint(server, calls);
    } catch (IOException failure) {
      calls.close();
      throw cannotListen(host + ":" + port, failure);
    }
  }

  /// Why a server could not start to listen.
  public static MutiraoException cannotListen(String address, IOException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var why = String.valueOf(root.getMessage());
    return why.contains("already in use")
        ? ClusterErrors.portInUse(address)
        : ClusterErrors.cannotListen(address, why, failure);
  }

  private static String version() {
    var version = FlightEndpoint.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
