package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.ContestOptions;
import dev.mutirao.benchmarks.contest.Engine;
import dev.mutirao.benchmarks.contest.Question;
import dev.mutirao.benchmarks.contest.Rows;
import dev.mutirao.benchmarks.tpch.TpchData;
import dev.mutirao.benchmarks.tpch.TpchQuery;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The 22 queries of TPC-H over Parquet or CSV files, embedded and on a local cluster, beside
/// DuckDB over the same files: one table, and exit code 1 when an answer is wrong.
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
    if (options.hasPeers() && form != TpchData.Form.PARQUET) {
      System.err.println("--peers: only with --format parquet");
      return 2;
    }
    var data = TpchData.at(options.folder(), scale);
    return options.run(
        "TPC-H, scale factor %s, %s".formatted(scale, form.toString().toLowerCase(Locale.ROOT)),
        Rows.OF_DOUBLES,
        engine -> declarations(data, engine),
        TpchQuery.all().stream().map(query -> Question.of(query.toString(), query.sql())).toList());
  }

  private List<String> declarations(TpchData data, Engine engine) {
    return switch (engine) {
      case DUCKDB -> data.duckDbViews(form);
      case EMBEDDED, CLUSTER -> data.declarations(form);
      case DATAFUSION, SPARK -> engine.declarations(data.parquet());
    };
  }
}
