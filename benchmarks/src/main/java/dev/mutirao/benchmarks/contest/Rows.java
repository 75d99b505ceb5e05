package dev.mutirao.benchmarks.contest;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.ValueText;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The rows of an answer as text, in order; NULL is `NULL`.
public record Rows(List<List<String>> rows) {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

  /// Half a unit of the last digit that an AVG or a division of decimals with two digits keeps.
  static final BigDecimal ABSOLUTE = new BigDecimal("0.5e-8");

  /// A unit of the last digit that is left where an AVG of such decimals is cut off after six.
  static final BigDecimal ABSOLUTE_OF_SIX_DIGITS = new BigDecimal("1e-6");

  /// DuckDB averages and divides decimals as doubles.
  public static final double OF_DOUBLES = 1e-12;

  /// Runs a query here.
  public static Rows of(StatementService service, String sql) throws InterruptedException {
    var rows = new ArrayList<List<String>>();
    try (var result = service.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        append(batch, rows);
      }
    }
    return new Rows(rows);
  }

  private static void append(Batch batch, List<List<String>> rows) {
    try (batch) {
      for (int row = 0; row < batch.rows(); row++) {
        rows.add(
            Cells.row(batch, row).stream()
                .map(cell -> cell.isNull() ? "NULL" : ValueText.of(cell))
                .toList());
      }
    }
  }

  /// Runs a statement in another database; one that is no query gives no rows.
  public static Rows of(Connection database, String sql) throws SQLException {
    var rows = new ArrayList<List<String>>();
    try (var statement = database.createStatement()) {
      if (!statement.execute(sql)) {
        return new Rows(rows);
      }
      var result = statement.getResultSet(); // closed with the statement
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int column = 1; column <= columns; column++) {
          var value = result.getObject(column);
          row.add(value == null ? "NULL" : value.toString());
        }
        rows.add(row);
      }
    }
    return new Rows(rows);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(rows.size());
    for (var row : rows) {
      out.writeInt(row.size());
      for (var value : row) {
        out.writeUTF(value);
      }
    }
  }

  static Rows read(DataInput in) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (int left = in.readInt(); left > 0; left--) {
      var row = new ArrayList<String>();
      for (int columns = in.readInt(); columns > 0; columns--) {
        row.add(in.readUTF());
      }
      rows.add(row);
    }
    return new Rows(rows);
  }

  /// The first difference to the expected rows, if there is one.
  ///
  /// @param tolerance relative difference of numbers that are equal all the same
  public Optional<String> difference(Rows expected, double tolerance) {
    return difference(expected, tolerance, ABSOLUTE);
  }

  /// The same, where numbers are equal too that differ by no more than `absolute`.
  Optional<String> difference(Rows expected, double tolerance, BigDecimal absolute) {
    if (rows.size() != expected.rows.size()) {
      return Optional.of(rows.size() + " rows, expected " + expected.rows.size());
    }
    for (int row = 0; row < rows.size(); row++) {
      if (!same(rows.get(row), expected.rows.get(row), tolerance, absolute)) {
        return Optional.of(
            "row " + row + " is " + rows.get(row) + ", expected " + expected.rows.get(row));
      }
    }
    return Optional.empty();
  }

  private static boolean same(
      List<String> row, List<String> expected, double tolerance, BigDecimal absolute) {
    boolean same = row.size() == expected.size();
    for (int column = 0; same && column < row.size(); column++) {
      same = same(row.get(column), expected.get(column), tolerance, absolute);
    }
    return same;
  }

  private static boolean same(
      String value, String expected, double tolerance, BigDecimal absolute) {
    if (value.equals(expected)) {
      return true;
    }
    if (!NUMBER.matcher(value).matches() || !NUMBER.matcher(expected).matches()) {
      return false;
    }
    var wanted = new BigDecimal(expected);
    var allowed = wanted.abs().multiply(BigDecimal.valueOf(tolerance)).max(absolute);
    return new BigDecimal(value).subtract(wanted).abs().compareTo(allowed) <= 0;
  }
}
