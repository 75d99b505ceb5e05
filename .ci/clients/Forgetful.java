import java.sql.DriverManager;
import java.sql.SQLException;

/** Asks one question and returns without closing anything. */
public final class Forgetful {
  public static void main(String[] arguments) throws SQLException {
    var rows = DriverManager.getConnection(arguments[0]).createStatement().executeQuery("SELECT 42");
    rows.next();
    System.out.println(rows.getObject(1));
  }
}
