package dev.mutirao.jdbc;

import java.nio.Buffer;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver;

/// The JDBC driver: `jdbc:mutirao://host:8815` for a server, `jdbc:mutirao:` for an engine in this
/// process. The protocol is Flight SQL, spoken by Arrow's own driver.
///
/// The connection is plaintext unless `useEncryption=true`. All other properties are those of
/// Arrow's driver (`user`, `password`, `token`, `trustStore`, ...).
public final class MutiraoDriver implements Driver {
  /// Properties that configure an engine in this process.
  private static final Set<String> ENGINE_PROPERTIES = Set.of("threads", "memory", "root", "data");

  /// Held, so that their levels stay: one tells how it was configured, the other logs with its
  /// stack a failure that the caller gets anyway.
  private static final Map<Logger, Level> LEVELS =
      Map.of(
          Logger.getLogger("org.apache.arrow.memory"), Level.WARNING,
          Logger.getLogger("org.apache.arrow.flight.auth2.ClientHandshakeWrapper"), Level.OFF);

  static {
    LEVELS.forEach((logger, level) -> {
      if (logger.getLevel() == null) {
        logger.setLevel(level);
      }
    });
    try {
      DriverManager.registerDriver(new MutiraoDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url != null && url.startsWith(JdbcUrl.PREFIX);
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    checkFlags();
    var parsed = JdbcUrl.parse(url);
    var properties = new TreeMap<String, String>();
    if (info != null) {
      info.stringPropertyNames().forEach(name -> properties.put(name, info.getProperty(name)));
    }
    properties.putAll(parsed.properties());
    return parsed.inProcess()
        ? inProcess(properties)
        : remote(parsed.host(), parsed.port(), properties, () -> {});
  }

  private static Connection inProcess(Map<String, String> properties) throws SQLException {
    var options =
        properties.entrySet().stream()
            .filter(entry -> ENGINE_PROPERTIES.contains(entry.getKey()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    var engine = SharedEngines.acquire(options);
    try {
      var arrow = new TreeMap<>(properties);
      arrow.keySet().removeAll(ENGINE_PROPERTIES);
      arrow.put("token", engine.token());
      arrow.put("useEncryption", "false");
      return remote("127.0.0.1", engine.port(), arrow, () -> SharedEngines.release(options));
    } catch (SQLException | RuntimeException failure) {
      SharedEngines.release(options);
      throw failure;
    }
  }

  private static Connection remote(
      String host, int port, Map<String, String> properties, Runnable whenClosed)
      throws SQLException {
    var arrow = new TreeMap<>(properties);
    arrow.putIfAbsent("useEncryption", "false");
    try {
      var connection =
          new ArrowFlightJdbcDriver().connect(JdbcUrl.arrow(host, port, arrow), new Properties());
      prepare(connection);
      return JdbcProxy.connection(connection, whenClosed);
    } catch (SQLException | RuntimeException failure) {
      throw JdbcErrors.ofConnecting(host + ":" + port, failure);
    }
  }

  /// Makes a connection ready for its first statement, or closes it. Asks the server what it is,
  /// which tools do next anyway: Arrow's driver itself calls nobody before that statement.
  private static void prepare(Connection connection) throws SQLException {
    try {
      ReadingThreads.makeDaemons(connection);
      connection.getMetaData().getDatabaseProductName();
    } catch (SQLException | RuntimeException failure) {
      try (connection) {
        throw failure;
      }
    }
  }

  /// Arrow reads memory through a door that Java keeps closed unless told otherwise.
  private static void checkFlags() throws SQLException {
    if (!Buffer.class.getModule().isOpen("java.nio", MutiraoDriver.class.getModule())) {
      throw new SQLException(
          "start this Java with --add-opens=java.base/java.nio=ALL-UNNAMED, which Arrow needs",
          "08001");
    }
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    var encryption = new DriverPropertyInfo("useEncryption", "false");
    encryption.description = "Whether to use TLS.";
    encryption.choices = new String[] {"true", "false"};
    var user = new DriverPropertyInfo("user", null);
    user.description = "User name, where the server wants one.";
    var password = new DriverPropertyInfo("password", null);
    password.description = "The user's password.";
    var token = new DriverPropertyInfo("token", null);
    token.description = "Bearer token, in place of user and password.";
    return new DriverPropertyInfo[] {encryption, user, password, token};
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.mutirao.jdbc");
  }
}
