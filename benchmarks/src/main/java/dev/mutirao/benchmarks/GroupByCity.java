package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.ContestOptions;
import dev.mutirao.benchmarks.contest.Question;
import dev.mutirao.benchmarks.contest.Rows;
import dev.mutirao.benchmarks.contest.Subject;
import dev.mutirao.benchmarks.data.DadosGenerator;
import dev.mutirao.benchmarks.data.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `SELECT cidade, SUM(salario) ... GROUP BY cidade` over one big table, as CSV and as Parquet,
/// beside DuckDB: one table, and exit code 1 when an answer is wrong.
@Command(
    name = "GroupByCity",
    description = "Totals per city of one big table in CSV and in Parquet, beside DuckDB.",
    mixinStandardHelpOptions = true)
public final class GroupByCity implements Callable<Integer> {
  static final long ROWS = 20_000_000;

  @Mixin private ContestOptions options = new ContestOptions();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Of the table; 20000000, the default, are 735 MB of CSV.")
  private long rows = ROWS;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new GroupByCity()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    if (rows < 1) {
      throw options.wrong("--rows: at least 1");
    }
    return options.run(subject(options.folder(), rows));
  }

  /// The question over either file, which are made when they are missing.
  static Subject subject(Path folder, long rows) throws IOException, SQLException {
    var data = DataFolder.made(folder, "dados-" + rows, draft -> write(draft, rows));
    var tables = Map.of("csv", data.resolve("dados.csv"), "parquet", data.resolve("dados.parquet"));
    return new Subject(
        "dados",
        "Totals per city, %d rows".formatted(rows),
        Rows.OF_DOUBLES,
        false,
        engine -> engine.declarations(tables),
        List.of(question("csv"), question("parquet")));
  }

  private static Question question(String table) {
    return Question.of(
        table,
        "SELECT cidade, SUM(salario) AS total FROM %s GROUP BY cidade ORDER BY cidade"
            .formatted(table));
  }

  private static void write(Path folder, long rows) throws SQLException {
    var csv = folder.resolve("dados.csv");
    DadosGenerator.write(csv, rows, 1);
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (FROM '%s') TO '%s' (FORMAT PARQUET, COMPRESSION ZSTD)"
              .formatted(csv, folder.resolve("dados.parquet")));
    }
  }
}
