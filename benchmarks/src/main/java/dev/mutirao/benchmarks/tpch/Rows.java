package dev.mutirao.benchmarks.tpch;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.ValueText;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.statement.StatementService;
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
  private static final BigDecimal ABSOLUTE = new BigDecimal("0.5e-8");

  /// DuckDB averages and divides decimals as doubles.
  private static final BigDecimal RELATIVE = new BigDecimal("1e-12");

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

  /// Runs a query in another database.
  public static Rows of(Connection database, String sql) throws SQLException {
    var rows = new ArrayList<List<String>>();
    try (var statement = database.createStatement();
        var result = statement.executeQuery(sql)) {
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

  /// The first difference to the expected rows, if there is one.
  public Optional<String> difference(Rows expected) {
    if (rows.size() != expected.rows.size()) {
      return Optional.of(rows.size() + " rows, expected " + expected.rows.size());
    }
    for (int row = 0; row < rows.size(); row++) {
      if (!same(rows.get(row), expected.rows.get(row))) {
        return Optional.of(
            "row " + row + " is " + rows.get(row) + ", expected " + expected.rows.get(row));
      }
    }
    return Optional.empty();
  }

  private static boolean same(List<String> row, List<String> expected) {
    boolean same = row.size() == expected.size();
    for (int column = 0; same && column < row.size(); column++) {
      same = same(row.get(column), expected.get(column));
    }
    return same;
  }

  private static boolean same(String value, String expected) {
    if (value.equals(expected)) {
      return true;
    }
    if (!NUMBER.matcher(value).matches() || !NUMBER.matcher(expected).matches()) {
      return false;
    }
    var wanted = new BigDecimal(expected);
    var tolerance = wanted.abs().multiply(RELATIVE).max(ABSOLUTE);
    return new BigDecimal(value).subtract(wanted).abs().compareTo(tolerance) <= 0;
  }
}
