package dev.mutirao.server.flightsql;

import static dev.mutirao.server.flightsql.ServedEngine.numbers;
import static dev.mutirao.server.flightsql.ServedEngine.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StatementCallsTest {
  private final ServedEngine served = new ServedEngine();

  @AfterEach
  void nothingIsLeft() throws Exception {
    served.close();
  }

  @Test
  void statementGivesItsRows() {
    assertEquals(
        List.of(List.of(1, "a"), List.of(2, "NULL")),
        served.query("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS t (n, s) ORDER BY n"));
  }

  @Test
  void resultOfManyBatchesComesWhole() {
    var rows = served.query("SELECT value FROM TABLE(range(100000)) ORDER BY value");
    assertEquals(numbers(100_000), rows);
  }

  @Test
  void infoHasOneEndpointWithoutAnAddress() {
    var info = served.sql.execute("SELECT 1");
    assertEquals(1, info.getEndpoints().size());
    assertTrue(info.getEndpoints().getFirst().getLocations().isEmpty());
    assertEquals(CancelStatus.CANCELLED, cancel(info));
  }

  @Test
  void infoSaysWhetherRowsAreOrdered() {
    var table = " FROM TABLE(range(9))";
    assertTrue(served.sql.execute("SELECT value" + table + " ORDER BY value").getOrdered());
    assertFalse(served.sql.execute("SELECT value" + table).getOrdered());
  }

  @Test
  void schemaTellsTheSqlTypes() {
    var schema =
        served.sql.getExecuteSchema("SELECT CAST(1 AS DECIMAL(9, 2)) AS d, 'x' AS s").getSchema();
    assertEquals(
        List.of("d DECIMAL 9 2", "s VARCHAR 2147483647 0"),
        schema.getFields().stream().map(StatementCallsTest::described).toList());
  }

  private static String described(Field field) {
    Map<String, String> metadata = field.getMetadata();
    return field.getName()
        + " "
        + metadata.get("ARROW:FLIGHT:SQL:TYPE_NAME")
        + " "
        + metadata.get("ARROW:FLIGHT:SQL:PRECISION")
        + " "
        + metadata.get("ARROW:FLIGHT:SQL:SCALE");
  }

  @Test
  void sqlTextInADescriptorIsAQuery() throws Exception {
    var descriptor = ServedEngine.text("SELECT 'ação' AS palavra");
    var info = served.flight.getInfo(descriptor);
    assertEquals(List.of(List.of("ação")), served.rows(info));
    assertEquals(
        info.getSchemaOptional().orElseThrow(), served.flight.getSchema(descriptor).getSchema());
  }

  @Test
  void pathInADescriptorIsRefused() {
    var failure = refused(() -> served.flight.getInfo(FlightDescriptor.path("dados.csv")));
    assertEquals(FlightStatusCode.UNIMPLEMENTED, failure.status().code());
  }

  @Test
  void ticketIsReadOnce() {
    var info = served.sql.execute("SELECT 1");
    assertEquals(List.of(List.of(1)), served.rows(info));
    var failure = refused(() -> served.rows(info));
    assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code());
    assertTrue(failure.status().description().startsWith("no such ticket"));
  }

  @Test
  void updateRunsDefinitions() {
    assertEquals(0, served.sql.executeUpdate("CREATE VIEW v AS SELECT 5 AS cinco"));
    assertEquals(List.of(List.of(5)), served.query("SELECT cinco FROM v"));
    assertEquals(0, served.sql.executeUpdate("DROP VIEW v"));
    var failure = refused(() -> served.query("SELECT cinco FROM v"));
    assertEquals(FlightStatusCode.NOT_FOUND, failure.status().code());
  }

  @Test
  void definitionAsAQueryHasNoColumnsAndNoRows() {
    var info = served.sql.execute("CREATE VIEW w AS SELECT 1 AS um");
    assertTrue(info.getSchemaOptional().orElseThrow().getFields().isEmpty());
    assertEquals(List.of(), served.rows(info));
    assertEquals(List.of(List.of(1)), served.query("SELECT um FROM w"));
  }

  @Test
  void definitionRunsWhenItsTicketIsReadAndNotBefore() {
    var info = served.sql.execute("CREATE VIEW later AS SELECT 1 AS um");
    refused(() -> served.query("SELECT um FROM later"));
    served.rows(info);
    assertEquals(List.of(List.of(1)), served.query("SELECT um FROM later"));
  }

  @Test
  void errorOfPlanningComesWithTheInfo() {
    var failure = refused(() -> served.sql.execute("SELECT nada FROM TABLE(range(3))"));
    assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code());
    assertTrue(failure.status().description().contains("line 1, column 8"));
    assertEquals("UNKNOWN_COLUMN", failure.status().metadata().get("mutirao-error"));
    assertEquals("42703", failure.status().metadata().get("mutirao-sqlstate"));
  }

  @Test
  void errorWhileRowsComeIsTheEnginesOwn() {
    var failure = refused(() -> served.query("SELECT 7 / (value - 5) FROM TABLE(range(9))"));
    assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code());
    assertEquals("DIVISION_BY_ZERO", failure.status().metadata().get("mutirao-error"));
  }

  @Test
  void longErrorIsCutSoThatGrpcCarriesIt() {
    var name = "é".repeat(20_000);
    var failure = refused(() -> served.sql.execute("SELECT \"" + name + "\" FROM TABLE(range(3))"));
    assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code());
    assertTrue(failure.status().description().endsWith("..."));
  }

  @Test
  void unreadStatementIsCancelled() {
    var info = served.sql.execute("SELECT 1");
    assertEquals(CancelStatus.CANCELLED, cancel(info));
    assertEquals(CancelStatus.NOT_CANCELLABLE, cancel(info));
    refused(() -> served.rows(info));
  }

  @Test
  void runningStatementIsCancelled() throws Exception {
    var info =
        served.sql.execute("SELECT COUNT(*) FROM TABLE(range(1000000000000)) WHERE value % 7 = 3");
    var reader = CompletableFuture.supplyAsync(() -> refused(() -> served.rows(info)).status());
    CancelStatus answer;
    var seen = new ArrayList<CancelStatus>();
    do { // its ticket is waiting, then redeemed, then running
      Thread.sleep(100);
      answer = reader.isDone() ? CancelStatus.CANCELLED : cancel(info);
      seen.add(answer);
    } while (answer != CancelStatus.CANCELLED);
    var status = reader.get();
    assertTrue(
        status.code() == FlightStatusCode.CANCELLED
            || status.description().startsWith("no such ticket"),
        () -> status + " after " + seen);
  }

  @Test
  void droppedStreamEndsItsQuery() throws Exception {
    var info = served.sql.execute("SELECT value FROM TABLE(range(1000000000))");
    try (var stream = served.sql.getStream(info.getEndpoints().getFirst().getTicket())) {
      assertTrue(stream.next());
    } // nothingIsLeft would wait for the query
    assertEquals(List.of(List.of(1)), served.query("SELECT 1"));
  }

  @Test
  void pollIsAnswered() {
    var poll = served.flight.pollInfo(ServedEngine.text("SELECT 42"));
    assertTrue(poll.getFlightDescriptor().isEmpty());
    assertEquals(List.of(List.of(42)), served.rows(poll.getFlightInfo()));
  }

  @Test
  void callerWithoutTheTokenIsRefused() {
    var failure = refused(() -> served.stranger().execute("SELECT 1"));
    assertEquals(FlightStatusCode.UNAUTHENTICATED, failure.status().code());
  }

  private CancelStatus cancel(org.apache.arrow.flight.FlightInfo info) {
    return served.sql.cancelFlightInfo(new CancelFlightInfoRequest(info)).getStatus();
  }
}
