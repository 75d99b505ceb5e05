package dev.mutirao.server.remote;

import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.arrow.ClientSchema;
import dev.mutirao.server.exchange.FlightExchangeClient;
import dev.mutirao.server.exchange.NetworkMeter;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.statement.StatementResult;
import dev.mutirao.server.statement.StatementService;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.memory.BufferAllocator;

/// Answers statements on a server.
public final class RemoteStatements implements StatementService {
  private final String address;
  private final BufferAllocator allocator;
  private final Connections connections;
  private final FlightExchangeClient streams;

  private RemoteStatements(String address, BufferAllocator allocator, ClusterSecret secret) {
    this.address = address;
    this.allocator = allocator;
    this.connections = new Connections(allocator, secret);
    this.streams = new FlightExchangeClient(connections, new NetworkMeter());
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
    return new RemoteResult(schema, rows, info.getOrdered());
  }

  @Override
  public void close() {
    streams.close();
    connections.close();
  }
}
