package dev.mutirao.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutiraoDriverTest {
  private final MutiraoDriver driver = new MutiraoDriver();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:arrow-flight-sql://host:8815",
        "jdbc:arrow-flight://host:8815",
        "jdbc:postgresql://host/db",
        "jdbc:mutiraox://host",
        "JDBC:MUTIRAO:",
        "mutirao://host:8815",
        "",
      })
  void urlsOfOthersAreLeftToThem(String url) throws SQLException {
    assertFalse(driver.acceptsURL(url));
    assertNull(driver.connect(url, new Properties()));
  }

  @Test
  void noUrlIsNotOurs() throws SQLException {
    assertFalse(driver.acceptsURL(null));
    assertNull(driver.connect(null, null));
  }

  @Test
  void driverManagerFindsTheDriver() throws SQLException {
    assertInstanceOf(MutiraoDriver.class, DriverManager.getDriver("jdbc:mutirao://host:8815"));
    assertInstanceOf(MutiraoDriver.class, DriverManager.getDriver("jdbc:mutirao:"));
  }

  @Test
  void serverThatIsNotThereIsOneLineWithItsAddress() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var failure =
        assertThrows(
            SQLException.class, () -> driver.connect("jdbc:mutirao://127.0.0.1:" + port, null));
    assertEquals("08001", failure.getSQLState());
    assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
    assertTrue(failure.getMessage().startsWith("no answer from the server"), failure.getMessage());
    assertTrue(failure.getMessage().contains("127.0.0.1:" + port), failure.getMessage());
    assertFalse(failure.getMessage().contains("Exception"), failure.getMessage());
  }

  @Test
  void withoutAnEngineTheUrlInProcessSaysWhatIsMissing() {
    var failure = assertThrows(SQLException.class, () -> driver.connect("jdbc:mutirao:", null));
    assertEquals(
        "no engine on the class path; add what `mutirao classpath` prints, or name a server:"
            + " jdbc:mutirao://host:8815",
        failure.getMessage());
  }

  @Test
  void propertiesAreDescribed() {
    var names =
        Arrays.stream(driver.getPropertyInfo("jdbc:mutirao://host", new Properties()))
            .map(property -> property.name)
            .toList();
    assertEquals(List.of("useEncryption", "user", "password", "token"), names);
  }
}
