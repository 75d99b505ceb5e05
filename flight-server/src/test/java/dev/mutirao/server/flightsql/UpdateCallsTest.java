package dev.mutirao.server.flightsql;

import static dev.mutirao.server.flightsql.ServedEngine.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.FlightStatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class UpdateCallsTest {
  private final ServedEngine served = new ServedEngine();

  @TempDir private Path folder;

  @AfterEach
  void nothingIsLeft() throws Exception {
    served.close();
  }

  @Test
  void updateTellsHowManyRowsItWrote() {
    var copy = "COPY (SELECT * FROM TABLE(range(77))) TO '" + folder + "/f.csv'";
    assertEquals(77, served.sql.executeUpdate(copy));
    assertEquals(0, served.sql.executeUpdate("CREATE VIEW v AS SELECT 1 AS a"));
  }

  @Test
  void queryOfAWriteGivesTheSameNumber() {
    var copy = "COPY (SELECT * FROM TABLE(range(78))) TO '" + folder + "/f.csv'";
    assertEquals(List.of(List.of(78L)), served.query(copy));
  }

  @Test
  void clientThatGivesUpStopsTheUpdateAndNothingIsLeft() throws Exception {
    var endless = "COPY (SELECT * FROM TABLE(range(1000000000000))) TO '" + folder + "/out'";
    var failure =
        refused(() -> served.sql.executeUpdate(endless, CallOptions.timeout(2, TimeUnit.SECONDS)));
    assertEquals(FlightStatusCode.TIMED_OUT, failure.status().code());
    while (!isEmpty()) {
      Thread.sleep(20);
    }
  }

  private boolean isEmpty() throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
