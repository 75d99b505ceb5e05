package dev.mutirao.server.flightsql;

import static dev.mutirao.server.flightsql.ServedEngine.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PreparedStatementCallsTest {
  private static final String TEXT = "CAST(? AS VARCHAR) AS t";

  private final ServedEngine served = new ServedEngine();

  @AfterEach
  void nothingIsLeft() throws Exception {
    served.close();
  }

  @Test
  void preparedStatementTellsItsColumnsAndParameters() {
    try (var prepared = prepare("SELECT value FROM TABLE(range(9)) WHERE value > ?")) {
      assertEquals(List.of("value"), names(prepared.getResultSetSchema().getFields()));
      assertEquals(List.of("1"), names(prepared.getParameterSchema().getFields()));
    }
  }

  @Test
  void definitionHasNoColumnsSoThatDriversTakeItForAnUpdate() {
    try (var prepared = prepare("CREATE VIEW p AS SELECT 1 AS um")) {
      assertEquals(0, prepared.getResultSetSchema().getFields().size());
      assertEquals(0, prepared.executeUpdate());
    }
    assertEquals(List.of(List.of(1)), served.query("SELECT um FROM p"));
  }

  @Test
  void everyExecutionTakesTheValuesBoundLast() {
    try (var prepared =
        prepare("SELECT value FROM TABLE(range(9)) WHERE value < ? ORDER BY value")) {
      for (int end : new int[] {3, 0, 5}) {
        bind(prepared, longs(end));
        assertEquals(ServedEngine.numbers(end), execute(prepared));
      }
      assertEquals(ServedEngine.numbers(5), execute(prepared)); // bound before
    }
  }

  @Test
  void executionWithoutParametersRunsAgainAndSeesNewDefinitions() {
    served.sql.executeUpdate("CREATE VIEW q AS SELECT 1 AS a");
    try (var prepared = prepare("SELECT a FROM q")) {
      assertEquals(List.of(List.of(1)), execute(prepared));
      served.sql.executeUpdate("CREATE OR REPLACE VIEW q AS SELECT 2 AS a");
      assertEquals(List.of(List.of(2)), execute(prepared));
    }
  }

  @Test
  void valuesOfEveryClientTypeArrive() {
    assertEquals("ação", echo(texts("ação")));
    assertEquals("-7", echo(longs(-7)));
    assertEquals("0.1", echo(doubles(0.1)));
    assertEquals("NULL", echo(new NullVector("1", 1)));
    assertEquals("4294967295", echo(unsigned(-1)));
    assertEquals("-12.30", echo(decimal("-12.30")));
    assertEquals("2024-02-29", echo(day(19782)));
    assertEquals("2024-02-29 23:59:59", echo(millis(1709251199000L)));
  }

  private Object echo(FieldVector value) {
    try (var prepared = prepare("SELECT " + TEXT)) {
      bind(prepared, value);
      return execute(prepared).getFirst().getFirst();
    }
  }

  @Test
  void missingValuesAreCounted() {
    try (var prepared = prepare("SELECT " + TEXT)) {
      var failure = refused(() -> execute(prepared));
      assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code());
      assertTrue(failure.status().description().contains("1"), failure.getMessage());
    }
  }

  @Test
  void severalRowsOfValuesAreRefused() {
    try (var prepared = prepare("SELECT " + TEXT)) {
      refused(() -> {
        bind(prepared, longs(1, 2));
        execute(prepared);
      });
    }
  }

  @Test
  void valueThatDoesNotFitIsAnErrorOfTheQuery() {
    try (var prepared =
        prepare("SELECT value FROM TABLE(range(9)) WHERE value < CAST(? AS BIGINT)")) {
      bind(prepared, texts("muitos"));
      var failure = refused(() -> execute(prepared));
      assertTrue(failure.status().description().contains("muitos"), failure.getMessage());
    }
  }

  @Test
  void closedStatementIsForgotten() {
    var handle = RawCalls.prepare(served.flight, "SELECT 1");
    assertEquals(List.of(List.of(1)), served.rows(RawCalls.info(served.flight, handle)));
    RawCalls.close(served.flight, handle);
    var failure = refused(() -> RawCalls.info(served.flight, handle));
    assertEquals(FlightStatusCode.INVALID_ARGUMENT, failure.status().code());
    assertTrue(failure.status().description().startsWith("no such prepared statement"));
    RawCalls.close(served.flight, handle); // once more does no harm
  }

  @Test
  void wrongStatementIsRefusedWhenItIsPrepared() {
    var failure = refused(() -> prepare("SELECT nada FROM TABLE(range(3))"));
    assertEquals("UNKNOWN_COLUMN", failure.status().metadata().get("mutirao-error"));
  }

  private PreparedStatement prepare(String statement) {
    return served.sql.prepare(statement);
  }

  private List<List<Object>> execute(PreparedStatement prepared) {
    return served.rows(prepared.execute());
  }

  private static void bind(PreparedStatement prepared, FieldVector... values) {
    prepared.clearParameters();
    prepared.setParameters(VectorSchemaRoot.of(values));
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::getName).toList();
  }

  private BigIntVector longs(long... values) {
    return filled(
        new BigIntVector("1", served.allocator()),
        values.length,
        vector -> {
          for (int i = 0; i < values.length; i++) {
            vector.setSafe(i, values[i]);
          }
        });
  }

  private VarCharVector texts(String value) {
    return filled(
        new VarCharVector("1", served.allocator()),
        1,
        vector -> vector.setSafe(0, value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private Float8Vector doubles(double value) {
    return filled(new Float8Vector("1", served.allocator()), 1, vector -> vector.setSafe(0, value));
  }

  private UInt4Vector unsigned(int value) {
    return filled(new UInt4Vector("1", served.allocator()), 1, vector -> vector.setSafe(0, value));
  }

  private DecimalVector decimal(String value) {
    var number = new BigDecimal(value);
    return filled(
        new DecimalVector("1", served.allocator(), 10, number.scale()),
        1,
        vector -> vector.setSafe(0, number));
  }

  private DateDayVector day(int value) {
    return filled(
        new DateDayVector("1", served.allocator()), 1, vector -> vector.setSafe(0, value));
  }

  private TimeStampMilliVector millis(long value) {
    return filled(
        new TimeStampMilliVector("1", served.allocator()), 1, vector -> vector.setSafe(0, value));
  }

  private static <V extends FieldVector> V filled(V vector, int rows, Consumer<V> fill) {
    vector.allocateNew();
    fill.accept(vector);
    vector.setValueCount(rows);
    return vector;
  }
}
