package dev.mutirao.server.inprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jdbc:mutirao:` as a program uses it. The engine itself fails to close when memory is left.
class InProcessJdbcTest {
  /// Relative paths begin at the top of the project, where the README's commands run.
  private static final String URL = "jdbc:mutirao:?root=..&threads=2&memory=512MB";

  private static final String DADOS = "'examples/dados.csv'";

  @Test
  void readmeQueryGivesTheTotalOfEveryCity() throws Exception {
    var totals = new TreeMap<String, Double>();
    try (var connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT cidade, SUM(salario) AS total FROM " + DADOS + " GROUP BY cidade")) {
      while (rows.next()) {
        totals.put(rows.getString("cidade"), rows.getDouble("total"));
      }
    }
    assertEquals(totalsOfTheFile(), totals);
  }

  @Test
  void parametersSayHowManyRowsThereAre() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var prepared =
            connection.prepareStatement(
                "SELECT CAST(? AS VARCHAR), COUNT(*), SUM(r.value), MAX(step), MIN(seed) FROM"
                    + " TABLE(simulate(trials => ?, steps => 2 * ?, seed => ?)) AS s"
                    + " JOIN range(?, ?) AS r ON r.value >= ?")) {
      var types = prepared.getParameterMetaData();
      assertEquals(7, types.getParameterCount());
      for (int i = 2; i <= 7; i++) {
        assertEquals(Types.BIGINT, types.getParameterType(i));
      }
      for (long trials : new long[] {3, 0, 5}) {
        prepared.setString(1, "x");
        long[] values = {trials, 2, -9, 10, 13, 11};
        for (int i = 0; i < values.length; i++) {
          prepared.setLong(i + 2, values[i]);
        }
        try (var rows = prepared.executeQuery()) {
          assertTrue(rows.next());
          assertEquals("x", rows.getString(1));
          assertEquals(trials * 4 * 2, rows.getLong(2));
          assertEquals(trials * 4 * (11 + 12), rows.getLong(3));
          if (trials > 0) {
            assertEquals(3, rows.getLong(4));
            assertEquals(-9, rows.getLong(5));
          }
        }
      }
      prepared.setLong(3, 0);
      var refused = assertThrows(SQLException.class, prepared::executeQuery);
      assertTrue(
          refused.getMessage().contains("simulate expects from 1 to 2147483647 steps, got 0"),
          refused.getMessage());
    }
  }

  @Test
  void parametersAreWhatStandsAroundThem() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var prepared =
            connection.prepareStatement(
                "SELECT 'cidade' LIKE '%' || ? || '%', upper(?), round(?, 2), coalesce(?, 7),"
                    + " date_trunc(?, DATE '2024-05-06'), ?, left('abc', ?),"
                    + " concat('a', ?)")) {
      assertParameterTypes(
          prepared,
          Types.VARCHAR,
          Types.VARCHAR,
          Types.DOUBLE,
          Types.INTEGER,
          Types.VARCHAR,
          Types.VARCHAR,
          Types.BIGINT,
          Types.VARCHAR);
      prepared.setString(1, "dad");
      prepared.setString(2, "x");
      prepared.setDouble(3, 2.345);
      prepared.setNull(4, Types.INTEGER);
      prepared.setString(5, "month");
      prepared.setString(6, "y");
      prepared.setLong(7, 2);
      prepared.setString(8, "z");
      try (var rows = prepared.executeQuery()) {
        assertTrue(rows.next());
        assertTrue(rows.getBoolean(1));
        assertEquals("X", rows.getString(2));
        assertEquals(2.35, rows.getDouble(3));
        assertEquals(7, rows.getInt(4));
        assertEquals("2024-05-01 00:00:00", rows.getString(5));
        assertEquals("y", rows.getString(6));
        assertEquals("ab", rows.getString(7));
        assertEquals("az", rows.getString(8));
      }
    }
  }

  @Test
  void parametersAreWhatTheValuesBesideThemAre() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var prepared =
            connection.prepareStatement(
                "SELECT lag(x, ?, ?) OVER (ORDER BY x), ? IN (1, x), x IN (?, 9),"
                    + " coalesce(nullif(?, ''), 'none') FROM (VALUES (1), (?)) t(x)"
                    + " ORDER BY x")) {
      assertParameterTypes(
          prepared,
          Types.BIGINT,
          Types.INTEGER,
          Types.INTEGER,
          Types.INTEGER,
          Types.VARCHAR,
          Types.INTEGER);
      prepared.setLong(1, 1);
      prepared.setInt(2, -1);
      prepared.setInt(3, 2);
      prepared.setInt(4, 1);
      prepared.setString(5, "");
      prepared.setInt(6, 2);
      try (var rows = prepared.executeQuery()) {
        assertTrue(rows.next());
        assertEquals(-1, rows.getInt(1));
        assertFalse(rows.getBoolean(2));
        assertTrue(rows.getBoolean(3));
        assertEquals("none", rows.getString(4));
        assertTrue(rows.next());
        assertEquals(1, rows.getInt(1));
        assertTrue(rows.getBoolean(2));
        assertFalse(rows.getBoolean(3));
      }
    }
  }

  private static void assertParameterTypes(PreparedStatement prepared, int... expected)
      throws SQLException {
    var types = prepared.getParameterMetaData();
    assertEquals(expected.length, types.getParameterCount());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], types.getParameterType(i + 1), "parameter " + (i + 1));
    }
  }

  @Test
  void preparedStatementRunsAgainWithOtherValues() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var prepared =
            connection.prepareStatement(
                "SELECT COUNT(*) FROM " + DADOS + " WHERE cidade = ? AND idade > ?")) {
      assertEquals(Types.VARCHAR, prepared.getParameterMetaData().getParameterType(1));
      var counts = new ArrayList<Long>();
      for (var city : List.of("Recife", "Curitiba", "Atlântida")) {
        prepared.setString(1, city);
        prepared.setInt(2, 30);
        try (var rows = prepared.executeQuery()) {
          assertTrue(rows.next());
          counts.add(rows.getLong(1));
          assertFalse(rows.next());
        }
      }
      assertTrue(counts.get(0) > 0 && counts.get(1) > 0, counts.toString());
      assertEquals(0, counts.get(2));
    }
  }

  @Test
  void preparedInsertAddsItsValues(@TempDir Path folder) throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE EXTERNAL TABLE compras LOCATION '"
              + folder.resolve("compras")
              + "' FORMAT PARQUET AS SELECT 1 AS id, 'a' AS nome, DATE '2024-01-01' AS dia,"
              + " 1.50 AS preco");
      try (var insert =
          connection.prepareStatement("INSERT INTO compras VALUES (?, ?, ?, ?), (?, 'b', ?, 2)")) {
        var types = insert.getParameterMetaData();
        assertEquals(6, types.getParameterCount());
        assertEquals(Types.INTEGER, types.getParameterType(1));
        assertEquals(Types.VARCHAR, types.getParameterType(2));
        assertEquals(Types.DATE, types.getParameterType(3));
        assertEquals(Types.DECIMAL, types.getParameterType(4));
        for (int round = 0; round < 2; round++) {
          insert.setInt(1, 10 + round);
          insert.setString(2, round == 0 ? "x" : null);
          insert.setDate(3, Date.valueOf("2024-02-29"));
          insert.setBigDecimal(4, new BigDecimal("0.25"));
          insert.setInt(5, 20 + round);
          insert.setNull(6, Types.DATE);
          assertEquals(2, insert.executeUpdate());
        }
      }
      var found = new ArrayList<String>();
      try (var rows =
          statement.executeQuery("SELECT id, nome, dia, preco FROM compras ORDER BY id")) {
        while (rows.next()) {
          found.add(
              rows.getInt(1)
                  + " "
                  + rows.getString(2)
                  + " "
                  + rows.getDate(3)
                  + " "
                  + rows.getBigDecimal(4));
        }
      }
      assertEquals(
          List.of(
              "1 a 2024-01-01 1.50",
              "10 x 2024-02-29 0.25",
              "11 null 2024-02-29 0.25",
              "20 b null 2.00",
              "21 b null 2.00"),
          found);
    }
  }

  @Test
  void viewOfOneConnectionIsListedAndReadByAnother() throws SQLException {
    try (var one = DriverManager.getConnection(URL);
        var other = DriverManager.getConnection(URL)) {
      try (var statement = one.createStatement()) {
        assertEquals(0, statement.executeUpdate("CREATE VIEW pessoas AS SELECT * FROM " + DADOS));
      }
      var metadata = other.getMetaData();
      try (var tables = metadata.getTables(null, null, "pess%", null)) {
        assertTrue(tables.next());
        assertEquals("pessoas", tables.getString("TABLE_NAME"));
        assertEquals("VIEW", tables.getString("TABLE_TYPE"));
        assertFalse(tables.next());
      }
      var columns = new ArrayList<String>();
      try (var found = metadata.getColumns(null, null, "pessoas", "%")) {
        while (found.next()) {
          columns.add(found.getString("COLUMN_NAME") + " " + found.getString("TYPE_NAME"));
        }
      }
      assertEquals(
          List.of("nome VARCHAR", "idade BIGINT", "cidade VARCHAR", "salario DOUBLE"), columns);
      assertEquals(20, count(other, "SELECT COUNT(*) FROM (SELECT * FROM pessoas LIMIT 20) AS p"));
    }
  }

  @Test
  void catalogInMemoryEndsWithTheLastConnection() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement()) {
      statement.execute("CREATE VIEW efemera AS SELECT 1 AS a");
    }
    try (var connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement()) {
      var failure =
          assertThrows(SQLException.class, () -> statement.executeQuery("SELECT a FROM efemera"));
      assertEquals("42P01", failure.getSQLState());
    }
  }

  @Test
  void catalogInADataFolderOutlivesTheConnection(@TempDir Path folder) throws SQLException {
    var url = URL + "&data=" + folder;
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("CREATE VIEW duradoura AS SELECT 7 AS a");
    }
    try (var connection = DriverManager.getConnection(url)) {
      assertEquals(7, count(connection, "SELECT a FROM duradoura"));
    }
  }

  @Test
  void settingHoldsForItsConnectionOnly() throws SQLException {
    try (var one = DriverManager.getConnection(URL);
        var other = DriverManager.getConnection(URL);
        var statement = one.createStatement()) {
      statement.execute("SET batch_rows = 77");
      assertEquals(77, count(one, "SHOW batch_rows"));
      assertTrue(count(other, "SHOW batch_rows") != 77);
    }
  }

  @Test
  void errorIsOneLineThatSaysWhere() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement()) {
      var failure =
          assertThrows(
              SQLException.class, () -> statement.executeQuery("SELECT nada FROM " + DADOS));
      assertEquals("42703", failure.getSQLState());
      assertTrue(failure.getMessage().contains("nada"), failure.getMessage());
      assertTrue(failure.getMessage().contains("line 1, column 8"), failure.getMessage());
      assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
      assertFalse(failure.getMessage().contains("Exception"), failure.getMessage());
    }
  }

  @Test
  void errorWhileRowsComeHasTheEnginesMessage() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement()) {
      var failure =
          assertThrows(
              SQLException.class,
              () -> {
                try (var rows =
                    statement.executeQuery("SELECT 1 / (idade - idade) FROM " + DADOS)) {
                  while (rows.next()) {
                    rows.getLong(1);
                  }
                }
              });
      assertEquals("22012", failure.getSQLState(), failure.getMessage());
      assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
    }
  }

  @Test
  void wrongPropertyIsRefusedInOneLine() {
    for (var wrong :
        Map.of(
                "threads=muitas", "the URL's property threads expects a whole number, got 'muitas'",
                "threads=0", "the URL's property threads expects at least 1, got '0'",
                "memory=pouca",
                    "the URL's property memory expects an amount such as 512MB or 4GB, got 'pouca'")
            .entrySet()) {
      var failure =
          assertThrows(
              SQLException.class,
              () -> DriverManager.getConnection("jdbc:mutirao:?" + wrong.getKey()));
      assertEquals(wrong.getValue(), failure.getMessage());
    }
  }

  @Test
  void integersAreReadAsObjects() throws SQLException {
    try (var connection = DriverManager.getConnection(URL);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT CAST(-1 AS TINYINT), CAST(-2 AS SMALLINT), CAST(-3 AS INTEGER),"
                    + " CAST(-4 AS BIGINT), CAST(NULL AS BIGINT)")) {
      assertTrue(rows.next());
      assertEquals(-1, rows.getObject(1));
      assertEquals(-2, rows.getObject(2));
      assertEquals(-3, rows.getObject(3));
      assertEquals(-4L, rows.getObject(4));
      assertNull(rows.getObject(5));
      assertTrue(rows.wasNull());
    }
  }

  @Test
  void lastConnectionLeavesNoThreadThatListensOrComputes() throws Exception {
    try (var warm = DriverManager.getConnection(URL)) {
      count(warm, "SELECT COUNT(*) FROM " + DADOS); // starts what a JVM keeps for good
    }
    awaitOnly(Set.of());
    var before = liveThreads();
    try (var engine = new JdbcEngine().start(Map.of("threads", "2"))) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
        assertTrue(socket.isConnected());
      }
      try (var connection = DriverManager.getConnection(URL)) {
        count(connection, "SELECT COUNT(*) FROM " + DADOS);
      }
    }
    awaitOnly(before);
  }

  /// Waits until no thread runs beside these and the JVM's own. gRPC lets its shared threads go a
  /// second after the last use.
  private static void awaitOnly(Set<Thread> known) throws InterruptedException {
    var extra = Set.<Thread>of();
    for (int attempt = 0; attempt < 300; attempt++) {
      extra = liveThreads();
      extra.removeAll(known);
      extra.removeIf(InProcessJdbcTest::isOfTheJvm);
      if (extra.isEmpty()) {
        return;
      }
      Thread.sleep(100);
    }
    assertEquals(Set.of(), extra);
  }

  private static boolean isOfTheJvm(Thread thread) {
    var group = thread.getThreadGroup();
    return thread == Thread.currentThread()
        || group == null
        || group.getName().equals("system")
        || group.getName().equals("InnocuousThreadGroup")
        || thread.getName().startsWith("ForkJoinPool")
        || thread.getName().startsWith("junit")
        || thread.getName().startsWith("surefire");
  }

  private static Set<Thread> liveThreads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getLong(1);
    }
  }

  private static Map<String, Double> totalsOfTheFile() throws IOException {
    var cents = new TreeMap<String, Long>();
    var lines = Files.readAllLines(Path.of("..", "examples", "dados.csv"));
    var header = List.of(lines.getFirst().split(",", -1));
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(",", -1);
      long salary = Math.round(Double.parseDouble(cells[header.indexOf("salario")]) * 100);
      cents.merge(cells[header.indexOf("cidade")], salary, Long::sum);
    }
    var totals = new TreeMap<String, Double>();
    cents.forEach((city, total) -> totals.put(city, total / 100.0));
    return totals;
  }
}
