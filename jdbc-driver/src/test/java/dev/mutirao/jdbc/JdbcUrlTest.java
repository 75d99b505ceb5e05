package dev.mutirao.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:mutirao://host:9000, host, 9000",
    "jdbc:mutirao://host, host, 8815",
    "jdbc:mutirao://host/, host, 8815",
    "jdbc:mutirao://127.0.0.1:8815/?user=ana, 127.0.0.1, 8815",
    "jdbc:mutirao://[::1]:8815, [::1], 8815",
    "jdbc:mutirao://some-host.example.org?user=ana, some-host.example.org, 8815",
  })
  void addressIsReadFromTheUrl(String url, String host, int port) throws SQLException {
    var parsed = JdbcUrl.parse(url);
    assertEquals(host, parsed.host());
    assertEquals(port, parsed.port());
    assertFalse(parsed.inProcess());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mutirao:", "jdbc:mutirao:?threads=2"})
  void urlWithoutAHostIsInProcess(String url) throws SQLException {
    assertTrue(JdbcUrl.parse(url).inProcess());
  }

  @Test
  void propertiesAreDecoded() throws SQLException {
    var url = "jdbc:mutirao://h?user=ana&password=a%26b%3D%C3%A7&root=/x/y;token=&c=d=e";
    assertEquals(
        Map.of("user", "ana", "password", "a&b=ç", "root", "/x/y", "token", "", "c", "d=e"),
        JdbcUrl.parse(url).properties());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mutirao:host:8815",
        "jdbc:mutirao:///tmp",
        "jdbc:mutirao://",
        "jdbc:mutirao://host:8815/schema",
        "jdbc:mutirao://host:port",
        "jdbc:mutirao://a host",
        "jdbc:mutirao://host?user",
        "jdbc:mutirao://host?user=%zz",
      })
  void wrongUrlIsRefusedWithTheRightForm(String url) {
    var failure = assertThrows(SQLException.class, () -> JdbcUrl.parse(url));
    assertEquals("08001", failure.getSQLState());
    assertEquals(1, failure.getMessage().lines().count());
    assertTrue(failure.getMessage().startsWith("the URL"), failure.getMessage());
  }

  @Test
  void arrowsUrlHasTheSamePropertiesEncoded() {
    assertEquals(
        "jdbc:arrow-flight-sql://host:9000?password=a%26b%3D%C3%A7",
        JdbcUrl.arrow("host", 9000, Map.of("password", "a&b=ç")));
    assertEquals("jdbc:arrow-flight-sql://host:1?", JdbcUrl.arrow("host", 1, Map.of()));
  }
}
