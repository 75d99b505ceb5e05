package dev.mutirao.server.coordinator;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.planner.Planner;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.exchange.NetworkMeter;
import dev.mutirao.server.exchange.StreamServer;
import dev.mutirao.server.query.QueryService;
import dev.mutirao.server.rpc.Caller;
import dev.mutirao.server.rpc.FlightErrors;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.statement.LocalStatements;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;

/// Plain Flight for clients: a descriptor whose command is SQL text is a statement. It is planned
/// when its info is asked for, and runs while its ticket is read, once.
public final class SqlTextProducer extends NoOpFlightProducer implements AutoCloseable {
  private static final int REMEMBERED = 1_000;

  private record Prepared(String sql, String user, PlannedStatement statement) {}

  private final Planner planner;
  private final QueryService queries;
  private final BufferAllocator allocator;
  private final StreamServer streams;
  private final Map<String, Prepared> prepared = // guarded by itself
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
          return size() > REMEMBERED;
        }
      };

  public SqlTextProducer(Planner planner, QueryService queries, BufferAllocator allocator) {
    this.planner = planner;
    this.queries = queries;
    this.allocator = allocator;
    this.streams = new StreamServer(allocator, new NetworkMeter());
  }

  @Override
  public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
    try {
      if (!descriptor.isCommand()) {
        throw QueryErrors.notSupported("a descriptor without a command");
      }
      var sql = new String(descriptor.getCommand(), StandardCharsets.UTF_8);
      var user = Caller.of(context).user();
      var statement = planner.plan(sql, statements(user).request(List.of()));
      var handle = UUID.randomUUID().toString();
      synchronized (prepared) {
        prepared.put(handle, new Prepared(sql, user, statement));
      }
      var endpoint = new FlightEndpoint(new Ticket(handle.getBytes(StandardCharsets.UTF_8)));
      return FlightInfo.builder(
              ArrowForm.CLIENT.schema(schema(sql, user, statement)), descriptor, List.of(endpoint))
          .setOrdered(statement instanceof PlannedStatement.Query(var plan) && plan.ordered())
          .build();
    } catch (RuntimeException failure) {
      throw FlightErrors.toFlight(failure);
    }
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    try {
      var handle = new String(ticket.getBytes(), StandardCharsets.UTF_8);
      Prepared statement;
      synchronized (prepared) {
        statement = prepared.remove(handle);
      }
      if (statement == null) {
        throw ClusterErrors.malformedMessage(
            "ticket of this server that was not read before", "ticket", null);
      }
      var result = statements(statement.user()).run(statement.sql(), statement.statement());
      streams.send(
          CompletableFuture.completedFuture(
              StreamServer.Outgoing.of(result.rows(), ArrowForm.CLIENT, result.schema())),
          listener);
    } catch (RuntimeException failure) {
      listener.error(FlightErrors.toFlight(failure));
    }
  }

  @Override
  public void close() {
    streams.close();
  }

  private LocalStatements statements(String user) {
    return new LocalStatements(planner, queries, new Session("plain Flight", user), allocator);
  }

  private Schema schema(String sql, String user, PlannedStatement statement) {
    return statement instanceof PlannedStatement.Query(var plan)
        ? plan.output()
        : planner.describe(sql, statements(user).request(List.of())).output();
  }
}
