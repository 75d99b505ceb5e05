package dev.mutirao.server.flightsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mutirao.jdbc.InProcessEngine;
import dev.mutirao.server.inprocess.JdbcEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightClientMiddleware;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.function.Executable;

/// An engine behind its Flight SQL endpoint, and clients of it. Closing it fails when either side
/// has left memory.
final class ServedEngine implements AutoCloseable {
  private final InProcessEngine.Running engine =
      new JdbcEngine().start(Map.of("threads", "2", "memory", "1GB"));
  private final BufferAllocator allocator = new RootAllocator();
  private final List<FlightSqlClient> clients = new ArrayList<>();

  /// A client that forgets cookies.
  final FlightSqlClient sql;

  /// Beneath `sql`.
  final FlightClient flight;

  ServedEngine() {
    flight = dial(List.of(token()));
    sql = known(flight);
  }

  /// A client that keeps cookies, and so has a session.
  FlightSqlClient withCookies() {
    return known(dial(List.of(token(), new ClientCookieMiddleware.Factory())));
  }

  /// A client that does not show the engine's token.
  FlightSqlClient stranger() {
    return known(dial(List.of()));
  }

  private FlightSqlClient known(FlightClient client) {
    var known = new FlightSqlClient(client);
    clients.add(known);
    return known;
  }

  private FlightClient dial(List<FlightClientMiddleware.Factory> middleware) {
    var builder =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", engine.port()));
    middleware.forEach(builder::intercept);
    return builder.build();
  }

  private FlightClientMiddleware.Factory token() {
    return info -> new Token("Bearer " + engine.token());
  }

  private record Token(String text) implements FlightClientMiddleware {
    @Override
    public void onBeforeSendingHeaders(CallHeaders headers) {
      headers.insert("authorization", text);
    }

    @Override
    public void onHeadersReceived(CallHeaders headers) {}

    @Override
    public void onCallCompleted(CallStatus status) {}
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /// The rows of a statement, cells as Arrow shows them.
  List<List<Object>> query(String statement) {
    return query(sql, statement);
  }

  List<List<Object>> query(FlightSqlClient client, String statement) {
    return rows(client, client.execute(statement));
  }

  /// The rows behind an info.
  List<List<Object>> rows(FlightInfo info) {
    return rows(sql, info);
  }

  List<List<Object>> rows(FlightSqlClient client, FlightInfo info) {
    try (var stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
      assertEquals(info.getSchemaOptional().orElseThrow(), stream.getSchema());
      return rows(stream);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  static List<List<Object>> rows(FlightStream stream) {
    var rows = new ArrayList<List<Object>>();
    while (stream.next()) {
      VectorSchemaRoot root = stream.getRoot();
      for (int row = 0; row < root.getRowCount(); row++) {
        int at = row;
        rows.add(
            root.getFieldVectors().stream().map(vector -> text(vector.getObject(at))).toList());
      }
    }
    return rows;
  }

  /// Arrow's texts as Java's, NULL as the word.
  private static Object text(Object cell) {
    return cell == null
        ? "NULL"
        : cell instanceof org.apache.arrow.vector.util.Text ? cell.toString() : cell;
  }

  /// The failure of a call, whose description must be one line without a trace of Java.
  static FlightRuntimeException refused(Executable call) {
    var failure = assertThrows(FlightRuntimeException.class, call);
    var said = String.valueOf(failure.status().description());
    assertEquals(1, said.lines().count(), said);
    assertFalse(said.contains("Exception") || said.contains("\tat "), said);
    return failure;
  }

  static FlightDescriptor text(String sql) {
    return FlightDescriptor.command(sql.getBytes(StandardCharsets.UTF_8));
  }

  /// The numbers from 0 to `end` as a column of rows.
  static List<List<Object>> numbers(int end) {
    return IntStream.range(0, end).<List<Object>>mapToObj(i -> List.of((long) i)).toList();
  }

  @Override
  public void close() throws Exception {
    for (var client : clients) {
      client.close();
    }
    engine.close();
    allocator.close();
  }
}
