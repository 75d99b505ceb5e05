package dev.mutirao.benchmarks;

import dev.mutirao.benchmarks.contest.MarkdownTable;
import dev.mutirao.benchmarks.kernel.Kernel;
import dev.mutirao.benchmarks.kernel.KernelBenchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What kernels cost for each row on one thread, by JMH: the mean of five seconds in each of two
/// processes, after three seconds that are not counted.
@Command(
    name = "Kernels",
    description = "Nanoseconds for each row of a batch in memory, measured by JMH.",
    mixinStandardHelpOptions = true)
public final class Kernels implements Callable<Integer> {
  private static final int PROCESSES = 2;
  private static final int WARM_UP = 3;
  private static final int SECONDS = 5;

  @Parameters(
      paramLabel = "KERNEL",
      arity = "0..*",
      description = "Which: ${COMPLETION-CANDIDATES}; all, when there is none.")
  private List<Kernel> chosen = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Kernels()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var kernels = chosen.isEmpty() ? List.of(Kernel.values()) : chosen;
    var options =
        new OptionsBuilder()
            .include(KernelBenchmark.class.getName())
            .param("kernel", kernels.stream().map(Kernel::name).toArray(String[]::new))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .forks(PROCESSES)
            .warmupIterations(WARM_UP)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(SECONDS)
            .measurementTime(TimeValue.seconds(1))
            .build();
    var results = List.copyOf(new Runner(options).run());
    var table = new MarkdownTable<RunResult>();
    table.column("kernel", result -> result.getParams().getParam("kernel"));
    table.column("ns/row", result -> nanos(result.getPrimaryResult().getScore()));
    table.column("least", result -> nanos(result.getPrimaryResult().getStatistics().getMin()));
    table.column("most", result -> nanos(result.getPrimaryResult().getStatistics().getMax()));
    System.out.print(table.of(results));
    return 0;
  }

  private static String nanos(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
