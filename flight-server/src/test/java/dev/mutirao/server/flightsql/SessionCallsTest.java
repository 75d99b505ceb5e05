package dev.mutirao.server.flightsql;

import static dev.mutirao.server.flightsql.ServedEngine.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult.ErrorValue;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SessionCallsTest {
  private static final String NO_SESSION =
      "SET and RESET need a session, and this client does not send back the session cookie that it"
          + " was given; turn cookies on in it (ADBC:"
          + " adbc.flight.sql.rpc.with_cookie_middleware)";

  private final ServedEngine served = new ServedEngine();

  @AfterEach
  void nothingIsLeft() throws Exception {
    served.close();
  }

  @Test
  void settingHoldsForTheClientsLaterStatements() {
    var client = served.withCookies();
    served.query(client, "SET batch_rows = 77");
    assertEquals("77", batchRows(client));
    served.query(client, "RESET batch_rows");
    assertEquals(batchRows(served.sql), batchRows(client));
  }

  @Test
  void settingByAnUpdateHoldsToo() {
    var client = served.withCookies();
    client.executeUpdate("SELECT 1"); // the first answer brings the cookie
    assertEquals(0, client.executeUpdate("SET batch_rows = 78"));
    assertEquals("78", batchRows(client));
  }

  @Test
  void settingOfOneClientIsNotAnothers() {
    var one = served.withCookies();
    var other = served.withCookies();
    served.query(one, "SET batch_rows = 79");
    assertEquals(batchRows(served.sql), batchRows(other));
  }

  @Test
  void clientWithoutCookiesIsToldWhySetDoesNothing() {
    for (var statement : List.of("SET batch_rows = 77", "RESET batch_rows", "RESET ALL")) {
      var failure = refused(() -> served.query(statement));
      assertEquals(NO_SESSION, failure.status().description());
      assertEquals("NO_SESSION", failure.status().metadata().get("mutirao-error"));
      assertEquals(
          NO_SESSION, refused(() -> served.sql.executeUpdate(statement)).status().description());
    }
  }

  @Test
  void optionsOfTheSessionAreItsSettings() {
    var client = served.withCookies();
    assertEquals(
        Map.of(),
        client
            .setSessionOptions(options(Map.of("batch_rows", "80", "catalog", "mutirao")))
            .getErrors());
    assertEquals("80", batchRows(client));
    assertEquals("80", option(client, "batch_rows"));
    assertEquals("main", option(client, "schema"));
  }

  @Test
  void wrongOptionsAreNamed() {
    var client = served.withCookies();
    var errors =
        client
            .setSessionOptions(
                options(Map.of("nada", "1", "batch_rows", "muitas", "schema", "public")))
            .getErrors();
    assertEquals(3, errors.size());
    assertEquals(ErrorValue.INVALID_NAME, errors.get("nada").value);
    assertEquals(ErrorValue.INVALID_VALUE, errors.get("batch_rows").value);
    assertEquals(ErrorValue.INVALID_VALUE, errors.get("schema").value);
  }

  @Test
  void closedSessionIsForgotten() {
    var client = served.withCookies();
    served.query(client, "SET batch_rows = 81");
    assertEquals(
        CloseSessionResult.Status.CLOSED,
        client.closeSession(new CloseSessionRequest()).getStatus());
    assertEquals(batchRows(served.sql), batchRows(client));
  }

  @Test
  void preparedStatementNeedsNoSession() {
    var handle = RawCalls.prepare(served.flight, "SELECT 11");
    var info = RawCalls.info(served.flight, handle);
    assertEquals(List.of(List.of(11)), served.rows(served.withCookies(), info));
  }

  private String batchRows(FlightSqlClient client) {
    return served.query(client, "SHOW batch_rows").getFirst().getFirst().toString();
  }

  private static SetSessionOptionsRequest options(Map<String, String> options) {
    var values = new java.util.HashMap<String, org.apache.arrow.flight.SessionOptionValue>();
    options.forEach(
        (name, value) -> values.put(name, SessionOptionValueFactory.makeSessionOptionValue(value)));
    return new SetSessionOptionsRequest(values);
  }

  private static String option(FlightSqlClient client, String name) {
    var value =
        client
            .getSessionOptions(new GetSessionOptionsRequest())
            .getSessionOptions()
            .get(name)
            .acceptVisitor(
                new NoOpSessionOptionValueVisitor<String>() {
                  @Override
                  public String visit(String text) {
                    return text;
                  }
                });
    assertTrue(value != null, name);
    return value;
  }
}
