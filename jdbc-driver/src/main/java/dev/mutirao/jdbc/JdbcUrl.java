package dev.mutirao.jdbc;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A URL of this driver, `jdbc:mutirao://host:8815?name=value&...`, or `jdbc:mutirao:?...` for an
/// engine in this process, whose host is empty.
record JdbcUrl(String host, int port, Map<String, String> properties) {
  static final String PREFIX = "jdbc:mutirao:";

  private static final int DEFAULT_PORT = 8815;
  private static final String INVALID_URL = "08001";

  JdbcUrl {
    properties = Map.copyOf(properties);
  }

  static JdbcUrl parse(String url) throws SQLException {
    var rest = url.substring(PREFIX.length());
    int question = rest.indexOf('?');
    var place = question < 0 ? rest : rest.substring(0, question);
    var properties = properties(question < 0 ? "" : rest.substring(question + 1));
    if (place.isEmpty()) {
      return new JdbcUrl("", 0, properties);
    }
    try {
      var uri = URI.create(place);
      var path = uri.getPath();
      if (uri.getHost() != null && (path == null || path.isEmpty() || path.equals("/"))) {
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new JdbcUrl(uri.getHost(), port, properties);
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw invalid(url, notAnAddress);
    }
    throw invalid(url, null);
  }

  boolean inProcess() {
    return host.isEmpty();
  }

  /// The same server for Arrow's driver.
  static String arrow(String host, int port, Map<String, String> properties) {
    return "jdbc:arrow-flight-sql://"
        + host
        + ":"
        + port
        + properties.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static Map<String, String> properties(String query) throws SQLException {
    var properties = new TreeMap<String, String>();
    for (var pair : query.split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        properties.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      } else if (!pair.isEmpty()) {
        throw wrongProperty(pair, null);
      }
    }
    return properties;
  }

  private static SQLException invalid(String url, Throwable cause) {
    return new SQLException(
        "the URL looks like jdbc:mutirao://host:8815 or jdbc:mutirao:, got " + url,
        INVALID_URL,
        cause);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) throws SQLException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw wrongProperty(text, notEncoded);
    }
  }

  private static SQLException wrongProperty(String got, Throwable cause) {
    return new SQLException(
        "the URL's properties look like name=value, % followed by two digits, got " + got,
        INVALID_URL,
        cause);
  }
}
