package dev.mutirao.server.inprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What BI tools ask of a JDBC driver.
@Timeout(120)
class JdbcSurfaceTest {
  private static final String NUMBERS = "SELECT value FROM TABLE(range(100)) ORDER BY value";

  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:mutirao:?threads=1&memory=512MB");
    statement = connection.createStatement();
  }

  @AfterEach
  void nothingIsLeft() throws SQLException {
    connection.close();
  }

  @Test
  void valueIsReadAsEveryClassThatFits() throws SQLException {
    try (var rows =
        row(
            "SELECT 7 AS i, CAST(2.50 AS DECIMAL(9, 2)) AS d, DATE '2024-02-29' AS day,"
                + " TIMESTAMP '2024-02-29 12:30:00' AS t, CAST(0.1 AS REAL) AS r")) {
      assertEquals(7, rows.getInt("i"));
      assertEquals(7L, rows.getLong("I"));
      assertEquals(7.0, rows.getDouble(1));
      assertEquals(new BigDecimal(7), rows.getBigDecimal(1));
      assertEquals(Long.valueOf(7), rows.getObject(1, Long.class));
      assertEquals(new BigDecimal("2.50"), rows.getObject("d"));
      assertEquals(2.5, rows.getDouble("d"));
      assertEquals(Date.valueOf("2024-02-29"), rows.getObject("day"));
      assertEquals(LocalDate.of(2024, 2, 29), rows.getObject("day", LocalDate.class));
      assertEquals(Timestamp.valueOf("2024-02-29 00:00:00"), rows.getTimestamp("day"));
      assertEquals(Timestamp.valueOf("2024-02-29 12:30:00"), rows.getObject("t"));
      assertEquals(LocalDateTime.of(2024, 2, 29, 12, 30), rows.getObject("t", LocalDateTime.class));
      assertEquals(LocalDate.of(2024, 2, 29), rows.getObject("t", LocalDate.class));
      assertEquals(0.1f, rows.getObject("r"));
    }
  }

  @Test
  void instantIsReadAsEveryClassThatFits() throws SQLException {
    var sql = "SELECT CAST('2024-02-29 12:30:00+00' AS TIMESTAMP WITH LOCAL TIME ZONE)";
    try (var rows = row(sql)) {
      var instant = LocalDateTime.of(2024, 2, 29, 12, 30).toInstant(ZoneOffset.UTC);
      assertEquals(Timestamp.from(instant), rows.getTimestamp(1));
      assertEquals(Timestamp.from(instant), rows.getObject(1));
      assertEquals(instant.atOffset(ZoneOffset.UTC), rows.getObject(1, OffsetDateTime.class));
      assertEquals("2024-02-29 12:30:00+00", rows.getString(1));
    }
  }

  @Test
  void nullIsNullForEveryGetter() throws SQLException {
    try (var rows =
        row(
            "SELECT CAST(NULL AS INTEGER), CAST(NULL AS DATE), CAST(NULL AS TIMESTAMP),"
                + " CAST(NULL AS TIME), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(9, 2)),"
                + " CAST(NULL AS REAL), CAST(NULL AS VARBINARY), NULL")) {
      for (int column = 1; column <= 9; column++) {
        assertNull(rows.getObject(column));
        assertNull(rows.getString(column));
        assertTrue(rows.wasNull());
      }
      assertEquals(0, rows.getInt(1));
      assertTrue(rows.wasNull());
      assertNull(rows.getDate(2));
      assertNull(rows.getTimestamp(3));
      assertNull(rows.getTime(4));
      assertNull(rows.getBigDecimal(6));
      assertNull(rows.getBytes(8));
      assertNull(rows.getObject(3, LocalDateTime.class));
    }
  }

  @Test
  void columnsDescribeThemselves() throws SQLException {
    try (var rows =
        statement.executeQuery(
            "SELECT CAST(1 AS DECIMAL(9, 2)) AS d, 'x' AS s, CAST(1 AS REAL) AS r, X'01' AS b,"
                + " INTERVAL '1' DAY AS i")) {
      var columns = rows.getMetaData();
      assertEquals(5, columns.getColumnCount());
      assertEquals(
          List.of(
              "d DECIMAL 3 java.math.BigDecimal true",
              "s VARCHAR 12 java.lang.String false",
              "r REAL 7 java.lang.Float true",
              "b VARBINARY -3 [B false",
              "i INTERVAL 1111 java.time.Duration false"),
          described(columns));
      assertEquals(9, columns.getPrecision(1));
      assertEquals(2, columns.getScale(1));
      assertEquals(11, columns.getColumnDisplaySize(1));
      assertEquals("", columns.getTableName(1));
      assertThrows(SQLException.class, () -> columns.getColumnType(6));
    }
  }

  private static List<String> described(ResultSetMetaData columns) throws SQLException {
    var described = new ArrayList<String>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      described.add(
          columns.getColumnLabel(i)
              + " "
              + columns.getColumnTypeName(i)
              + " "
              + columns.getColumnType(i)
              + " "
              + columns.getColumnClassName(i)
              + " "
              + columns.isSigned(i));
    }
    return described;
  }

  @Test
  void columnThatIsNotThereIsNamed() throws SQLException {
    try (var rows = row("SELECT 1 AS um")) {
      assertEquals(
          "the result has columns 1 to 1, got 2",
          assertThrows(SQLException.class, () -> rows.getObject(2)).getMessage());
      assertThrows(SQLException.class, () -> rows.getString("dois"));
    }
  }

  @Test
  void limitOfRowsHolds() throws SQLException {
    statement.setMaxRows(7);
    assertEquals(7, statement.getMaxRows());
    try (var rows = statement.executeQuery(NUMBERS)) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      assertEquals(7, count);
    }
    assertThrows(SQLException.class, () -> statement.setMaxRows(-1));
  }

  @Test
  void definitionIsAnUpdateWithoutRows() throws SQLException {
    assertFalse(statement.execute("CREATE VIEW v AS SELECT 1 AS um"));
    assertEquals(0, statement.getUpdateCount());
    assertEquals(0, statement.executeUpdate("DROP VIEW v"));
    assertTrue(statement.execute("SELECT 1"));
  }

  @Test
  void statementRunsAgainWhenItsRowsWereNotRead() throws SQLException {
    for (int i = 0; i < 3; i++) {
      var rows = statement.executeQuery("SELECT value FROM TABLE(range(10000000))");
      assertTrue(rows.next());
      rows.close();
    }
    try (var rows = statement.executeQuery("SELECT 5")) {
      assertTrue(rows.next());
      assertEquals(5, rows.getInt(1));
    }
  }

  @Test
  void metabasesProbeOfATableGivesNoRows() throws SQLException {
    statement.execute("CREATE VIEW pessoas AS SELECT 1 AS id");
    try (var rows =
        statement.executeQuery(
            "SELECT TRUE AS \"_\" FROM \"main\".\"pessoas\" WHERE 1 <> 1 LIMIT 0")) {
      assertFalse(rows.next());
    }
  }

  @Test
  void preparedStatementTakesEveryClass() throws SQLException {
    try (var prepared =
        connection.prepareStatement(
            "SELECT CAST(? AS VARCHAR), CAST(? AS BIGINT) + 1, CAST(? AS DOUBLE),"
                + " CAST(? AS BOOLEAN), CAST(? AS DATE), CAST(? AS DECIMAL(9, 2)),"
                + " CAST(? AS VARBINARY), CAST(? AS INTEGER)")) {
      prepared.setString(1, "ação");
      prepared.setLong(2, 41);
      prepared.setDouble(3, 0.5);
      prepared.setBoolean(4, true);
      prepared.setDate(5, Date.valueOf("2024-02-29"));
      prepared.setBigDecimal(6, new BigDecimal("12.34"));
      prepared.setBytes(7, new byte[] {1, 2});
      prepared.setNull(8, Types.INTEGER);
      try (var rows = prepared.executeQuery()) {
        assertTrue(rows.next());
        assertEquals("ação", rows.getString(1));
        assertEquals(42, rows.getLong(2));
        assertEquals(0.5, rows.getDouble(3));
        assertTrue(rows.getBoolean(4));
        assertEquals(LocalDate.of(2024, 2, 29), rows.getObject(5, LocalDate.class));
        assertEquals(new BigDecimal("12.34"), rows.getBigDecimal(6));
        assertArrayEquals(new byte[] {1, 2}, rows.getBytes(7));
        assertNull(rows.getObject(8));
      }
    }
  }

  @Test
  void preparedStatementWithAMissingValueIsRefused() throws SQLException {
    try (var prepared = connection.prepareStatement("SELECT CAST(? AS BIGINT)")) {
      var failure = assertThrows(SQLException.class, prepared::executeQuery);
      assertEquals(1, String.valueOf(failure.getMessage()).lines().count(), failure.getMessage());
    }
  }

  @Test
  void metadataAnswersWhatToolsAskFirst() throws SQLException {
    var metadata = connection.getMetaData();
    assertEquals("Mutirão", metadata.getDatabaseProductName());
    assertFalse(metadata.getDatabaseProductVersion().isEmpty());
    assertEquals("\"", metadata.getIdentifierQuoteString());
    assertFalse(metadata.supportsTransactions());
    assertEquals(List.of("mutirao"), texts(metadata.getCatalogs(), "TABLE_CAT"));
    assertEquals(List.of("main"), texts(metadata.getSchemas(), "TABLE_SCHEM"));
    assertEquals(List.of("TABLE", "VIEW"), texts(metadata.getTableTypes(), "TABLE_TYPE"));
    assertEquals(
        List.of(),
        texts(metadata.getTables(null, null, "DBEAVERFAKETABLENAMEFORPING", null), "TABLE_NAME"));
    assertEquals(List.of(), texts(metadata.getPrimaryKeys(null, null, "v"), "COLUMN_NAME"));
    assertEquals(List.of(), texts(metadata.getImportedKeys(null, null, "v"), "FKCOLUMN_NAME"));
    assertEquals(List.of(), texts(metadata.getExportedKeys(null, null, "v"), "FKCOLUMN_NAME"));
    assertEquals(
        List.of(), texts(metadata.getIndexInfo(null, null, "v", false, true), "INDEX_NAME"));
    assertEquals(List.of(), texts(metadata.getProcedures(null, null, "%"), "PROCEDURE_NAME"));
    assertEquals(List.of(), texts(metadata.getFunctions(null, null, "%"), "FUNCTION_NAME"));
    assertEquals(List.of(), texts(metadata.getClientInfoProperties(), "NAME"));
  }

  private static List<String> texts(ResultSet rows, String column) throws SQLException {
    try (rows) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(column));
      }
      return texts;
    }
  }

  @Test
  void objectsKnowWhereTheyComeFrom() throws SQLException {
    assertEquals(connection, statement.getConnection());
    assertEquals(connection, connection.getMetaData().getConnection());
    try (var rows = statement.executeQuery(NUMBERS)) {
      assertEquals(statement, rows.getStatement());
    }
    assertTrue(connection.isWrapperFor(Connection.class));
    assertEquals(connection, connection.unwrap(Connection.class));
  }

  @Test
  void closingTheConnectionClosesWhatIsOpen() throws SQLException {
    var open = List.of(connection.createStatement(), connection.createStatement());
    for (var one : open) {
      assertTrue(one.executeQuery("SELECT value FROM TABLE(range(1000000))").next());
    }
    connection.close();
    for (var one : open) {
      assertTrue(one.isClosed());
    }
  }

  @Test
  void closedConnectionRefusesAndClosingAgainDoesNothing() throws SQLException {
    assertTrue(connection.isValid(5));
    connection.close();
    connection.close();
    assertTrue(connection.isClosed());
    assertThrows(SQLException.class, () -> connection.createStatement().executeQuery("SELECT 1"));
  }

  private ResultSet row(String sql) throws SQLException {
    var rows = statement.executeQuery(sql);
    assertTrue(rows.next());
    return rows;
  }
}
