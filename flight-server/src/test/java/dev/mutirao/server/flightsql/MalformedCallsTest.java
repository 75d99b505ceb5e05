package dev.mutirao.server.flightsql;

import static dev.mutirao.server.flightsql.ServedEngine.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.FlightSqlClient.Transaction;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementSubstraitPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that no client should make: each is refused in one line, and the next call works.
@Timeout(120)
class MalformedCallsTest {
  private static final String SQL_TYPES = "type.googleapis.com/arrow.flight.protocol.sql.";
  private static final byte[] GARBAGE = {(byte) 0xff, 0x07, 0x13, (byte) 0x80};

  private final ServedEngine served = new ServedEngine();

  @AfterEach
  void nextCallWorksAndNothingIsLeft() throws Exception {
    assertEquals(List.of(List.of(1)), served.query("SELECT 1"));
    served.close();
  }

  @Test
  void commandWithGarbageInside() {
    assertInvalid(() -> info(any("CommandStatementQuery", GARBAGE)));
    assertInvalid(() -> info(any("CommandPreparedStatementQuery", GARBAGE)));
    assertInvalid(() -> info(any("CommandGetTables", GARBAGE)));
  }

  @Test
  void commandThatNobodyKnows() {
    var failure = refused(() -> info(any("CommandNobodyKnows", new byte[0])));
    assertTrue(
        failure.status().code() == FlightStatusCode.INVALID_ARGUMENT
            || failure.status().code() == FlightStatusCode.UNIMPLEMENTED,
        failure.getMessage());
  }

  @Test
  void substraitPlan() {
    var command = CommandStatementSubstraitPlan.getDefaultInstance();
    var failure = refused(() -> served.flight.getInfo(RawCalls.command(command)));
    assertEquals(FlightStatusCode.UNIMPLEMENTED, failure.status().code());
  }

  @Test
  void garbageInsteadOfSqlIsASyntaxError() {
    assertInvalid(() -> info(GARBAGE));
    assertInvalid(() -> info(new byte[0]));
    assertInvalid(() -> info("SELEC 1".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void ticketOfGarbage() {
    assertInvalid(() -> read(GARBAGE));
    assertInvalid(() -> read(new byte[0]));
    assertInvalid(() -> read("SELECT 1".getBytes(StandardCharsets.UTF_8)));
    assertInvalid(() -> read(any("TicketStatementQuery", GARBAGE)));
  }

  @Test
  void handleThatNobodyWasGiven() {
    for (var handle : List.of("", "none", "\uD83C\uDF89")) {
      var failure = refused(() -> RawCalls.info(served.flight, ByteString.copyFromUtf8(handle)));
      assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code());
      assertTrue(failure.status().description().startsWith("no such prepared statement"));
    }
  }

  @Test
  void actionOfGarbage() {
    assertInvalid(() -> act("CreatePreparedStatement", GARBAGE));
    assertInvalid(() -> act("ClosePreparedStatement", GARBAGE));
    assertInvalid(() -> act("CancelFlightInfo", GARBAGE));
    assertInvalid(() -> act("SetSessionOptions", GARBAGE));
    assertInvalid(() -> act("CloseSession", GARBAGE));
  }

  @Test
  void actionThatNobodyKnows() {
    var failure = refused(() -> act("MakeCoffee", new byte[0]));
    assertTrue(
        failure.status().code() == FlightStatusCode.INVALID_ARGUMENT
            || failure.status().code() == FlightStatusCode.UNIMPLEMENTED,
        failure.getMessage());
  }

  @Test
  void transactionsAndSavepointsAreNotSupported() {
    assertUnimplemented(() -> served.sql.beginTransaction());
    var transaction = new Transaction(new byte[] {1});
    assertUnimplemented(() -> served.sql.execute("SELECT 1", transaction));
    assertUnimplemented(() -> served.sql.executeUpdate("SELECT 1", transaction));
    assertUnimplemented(() -> served.sql.prepare("SELECT 1", transaction));
    assertUnimplemented(() -> served.sql.getExecuteSchema("SELECT 1", transaction));
  }

  @Test
  void writingRowsIsNotSupported() throws Exception {
    try (var root =
        org.apache.arrow.vector.VectorSchemaRoot.create(
            new org.apache.arrow.vector.types.pojo.Schema(List.of()), served.allocator())) {
      assertUnimplemented(() -> {
        var listener = new org.apache.arrow.flight.AsyncPutListener();
        var writer = served.flight.startPut(FlightDescriptor.path("a", "b"), root, listener);
        writer.completed();
        writer.getResult();
      });
    }
  }

  @Test
  void listingAndExchangeAreAnswered() {
    try {
      served.flight.listFlights(org.apache.arrow.flight.Criteria.ALL).forEach(info -> {});
    } catch (FlightRuntimeException refusal) {
      assertEquals(FlightStatusCode.UNIMPLEMENTED, refusal.status().code());
    }
    var actions = new java.util.ArrayList<String>();
    served.flight.listActions().forEach(action -> actions.add(action.getType()));
    assertTrue(actions.contains("CreatePreparedStatement"), actions.toString());
  }

  @Test
  void statementOfSeveralStatementsIsRefused() {
    var command = CommandStatementQuery.newBuilder().setQuery("SELECT 1; SELECT 2").build();
    assertInvalid(() -> served.flight.getInfo(RawCalls.command(command)));
  }

  private void info(byte[] command) {
    served.flight.getInfo(FlightDescriptor.command(command));
  }

  private void read(byte[] ticket) throws Exception {
    try (FlightStream stream = served.flight.getStream(new Ticket(ticket))) {
      stream.next();
    }
  }

  private void act(String type, byte[] body) {
    served.flight.doAction(new Action(type, body)).forEachRemaining(result -> {});
  }

  private static byte[] any(String type, byte[] value) {
    return Any.newBuilder()
        .setTypeUrl(SQL_TYPES + type)
        .setValue(ByteString.copyFrom(value))
        .build()
        .toByteArray();
  }

  private static void assertInvalid(org.junit.jupiter.api.function.Executable call) {
    var failure = refused(call);
    assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code(), failure.getMessage());
  }

  private static void assertUnimplemented(org.junit.jupiter.api.function.Executable call) {
    var failure = refused(call);
    assertEquals(FlightStatusCode.UNIMPLEMENTED, failure.status().code(), failure.getMessage());
  }
}
