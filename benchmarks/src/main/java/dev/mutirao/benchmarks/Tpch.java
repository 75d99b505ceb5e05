package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.ContestOptions;
import dev.mutirao.benchmarks.contest.Engine;
import dev.mutirao.benchmarks.contest.Question;
import dev.mutirao.benchmarks.contest.Rows;
import dev.mutirao.benchmarks.contest.Subject;
import dev.mutirao.benchmarks.tpch.TpchData;
import dev.mutirao.benchmarks.tpch.TpchQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The 22 queries of TPC-H over Parquet or CSV files, embedded and on local clusters, beside DuckDB
/// over the same files: one table, and exit code 1 when an answer is wrong.
@Command(
    name = "Tpch",
    description = "The 22 queries of TPC-H, beside DuckDB.",
    mixinStandardHelpOptions = true)
public final class Tpch implements Callable<Integer> {
  @Mixin private ContestOptions options = new ContestOptions();

  @Option(
      names = "--scale",
      paramLabel = "SF",
      description = "1 is 6 million rows of lineitem (default: 1).")
  private double scale = 1;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "parquet or csv (default: parquet).")
  private TpchData.Form form = TpchData.Form.PARQUET;

  public static void main(String[] arguments) {
    int code =
        new CommandLine(new Tpch()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
    System.exit(code);
  }

  @Override
  public Integer call() throws Exception {
    options.check();
    return options.run(subject(options.folder(), scale, form));
  }

  /// The queries over tables that are made when they are missing.
  ///
  /// @param scale 1 is 6 million rows of `lineitem`
  static Subject subject(Path folder, double scale, TpchData.Form form)
      throws IOException, SQLException {
    var data = TpchData.at(folder, scale);
    var format = form.toString().toLowerCase(Locale.ROOT);
    return new Subject(
        "tpch-%s-%s".formatted(scale, format),
        "TPC-H, scale factor %s, %s".formatted(scale, format),
        Rows.OF_DOUBLES,
        form == TpchData.Form.PARQUET,
        engine -> declarations(data, form, engine),
        TpchQuery.all().stream().map(query -> Question.of(query.toString(), query.sql())).toList());
  }

  private static List<String> declarations(TpchData data, TpchData.Form form, Engine engine) {
    return switch (engine) {
      case DUCKDB -> data.duckDbViews(form);
      case EMBEDDED, TWO_EXECUTORS, FOUR_EXECUTORS -> data.declarations(form);
      case DATAFUSION, SPARK -> engine.declarations(data.parquet());
    };
  }
}
