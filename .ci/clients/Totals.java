import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Prints `cidade,total` as the JDBC driver of the URL gives it, after trying what BI tools do when
 * they connect.
 */
public final class Totals {
  private static final String SQL =
      "SELECT cidade, SUM(salario) AS total FROM 'examples/dados.csv' GROUP BY cidade";

  public static void main(String[] arguments) throws SQLException {
    try (var connection = DriverManager.getConnection(arguments[0])) {
      var metadata = connection.getMetaData();
      check("Mutirão".equals(metadata.getDatabaseProductName()), "product name");
      try (var statement = connection.createStatement()) {
        statement.execute("CREATE OR REPLACE VIEW pessoas AS SELECT * FROM 'examples/dados.csv'");
      }
      try (var tables = metadata.getTables(null, null, "pess%", new String[] {"VIEW"})) {
        check(tables.next() && tables.getString("TABLE_NAME").equals("pessoas"), "tables");
      }
      try (var columns = metadata.getColumns(null, null, "pessoas", "%")) {
        check(columns.next() && columns.getString("COLUMN_NAME").equals("nome"), "columns");
      }
      try (var prepared =
          connection.prepareStatement("SELECT COUNT(*) FROM pessoas WHERE cidade = ? AND idade > ?")) {
        prepared.setString(1, "Recife");
        prepared.setLong(2, 0);
        try (var rows = prepared.executeQuery()) {
          check(rows.next() && rows.getLong(1) > 0, "prepared statement");
        }
      }
      try (var statement = connection.createStatement()) {
        check(refused(statement), "an error of an unknown column");
        try (var rows = statement.executeQuery(SQL)) {
          System.out.println("cidade,total");
          while (rows.next()) {
            System.out.println(rows.getString(1) + "," + rows.getDouble(2));
          }
        }
      }
    }
  }

  private static boolean refused(java.sql.Statement statement) {
    try {
      statement.executeQuery("SELECT nada FROM pessoas");
      return false;
    } catch (SQLException expected) {
      return expected.getMessage().contains("nada");
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("wrong: " + what);
    }
  }
}
