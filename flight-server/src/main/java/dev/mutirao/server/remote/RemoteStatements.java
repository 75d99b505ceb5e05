package dev.mutirao.server.remote;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.arrow.ClientSchema;
import dev.mutirao.server.exchange.FlightStreams;
import dev.mutirao.server.exchange.NetworkMeter;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.statement.StatementResult;
import dev.mutirao.server.statement.StatementService;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.memory.BufferAllocator;

/// Answers statements on a server, all in one session of it.
public final class RemoteStatements implements StatementService {
  private final String address;
  private final BufferAllocator allocator;
  private final Connections connections;
  private final FlightStreams streams;

  private RemoteStatements(String address, BufferAllocator allocator, ClusterSecret secret) {
    this.address = address;
    this.allocator = allocator;
    this.connections = new Connections(allocator, secret, new ClientCookieMiddleware.Factory());
    this.streams = new FlightStreams(connections, new NetworkMeter());
  }

  /// Uses the server at an address such as `grpc://host:8815`, which is not called yet.
  ///
  /// @param allocator for rows; not closed here
  public static RemoteStatements at(
      String address, BufferAllocator allocator, ClusterSecret secret) {
    Connections.location(address);
    return new RemoteStatements(address, allocator, secret);
  }

  @Override
  public StatementResult run(String sql) {
    var descriptor = FlightDescriptor.command(sql.getBytes(StandardCharsets.UTF_8));
    var info = connections.ask(address, client -> client.getInfo(descriptor));
    var schema = ClientSchema.read(info.getSchemaOptional().orElseThrow());
    var ticket = info.getEndpoints().getFirst().getTicket();
    var rows = streams.read(address, ticket, ArrowForm.CLIENT, schema, allocator);
    if (schema.size() == 0) {
      finish(rows);
    }
    return new RemoteResult(schema, rows, info.getOrdered());
  }

  /// Waits for a statement that gives no rows: it has done its work when its stream ends.
  private static void finish(BatchStream rows) {
    try (var batches = new BlockingBatches(rows)) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        batch.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QueryErrors.cancelled("an interrupt");
    }
  }

  @Override
  public void close() {
    streams.close();
    connections.close();
  }
}
