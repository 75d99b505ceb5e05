package dev.mutirao.server.inprocess;

import dev.mutirao.executor.memory.Draining;
import dev.mutirao.jdbc.InProcessEngine;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.embedded.MemorySize;
import dev.mutirao.server.flightsql.FlightSqlService;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.FlightEndpoint;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/// An embedded engine that answers Flight SQL on a free loopback port, to those who know its
/// secret. Closing it leaves no memory, port or thread.
final class LoopbackEngine implements InProcessEngine.Running {
  private static final String LOOPBACK = "127.0.0.1";

  private final String token;
  private final RootAllocator allocator;
  private final EmbeddedEngine engine;
  private final FlightSqlService service;
  private final FlightEndpoint endpoint;

  private LoopbackEngine(
      String token,
      RootAllocator allocator,
      EmbeddedEngine engine,
      FlightSqlService service,
      FlightEndpoint endpoint) {
    this.token = token;
    this.allocator = allocator;
    this.engine = engine;
    this.service = service;
    this.endpoint = endpoint;
  }

  /// Starts an engine and listens.
  ///
  /// @param memory the budget of its queries
  /// @param root where relative paths in SQL begin
  /// @param data the folder of the catalog; without it the catalog is in memory
  /// @throws dev.mutirao.connectors.error.MutiraoException when the data folder is in use or cannot
  ///   be opened
  static LoopbackEngine start(MemorySize memory, int threads, Path root, Optional<Path> data) {
    var allocator = new RootAllocator(memory.bytes());
    try {
      var engine = EmbeddedEngine.open(allocator, threads, root, data);
      try {
        return listen(allocator, engine);
      } catch (RuntimeException failure) {
        engine.close();
        throw failure;
      }
    } catch (RuntimeException failure) {
      allocator.close();
      throw failure;
    }
  }

  private static LoopbackEngine listen(RootAllocator allocator, EmbeddedEngine engine) {
    var service =
        new FlightSqlService(
            engine.planner(), engine.catalog(), engine.functions(), engine.queries(), allocator);
    var token = randomToken();
    var endpoint =
        FlightEndpoint.coordinator(allocator, LOOPBACK, 0, ClusterSecret.of(token), service);
    return new LoopbackEngine(token, allocator, engine, service, endpoint);
  }

  private static String randomToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int port() {
    return endpoint.port();
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public void close() {
    engine.close();
    endpoint.close();
    service.close();
    Draining.closeOfProcess(allocator);
  }
}
