package dev.mutirao.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.mutirao.benchmarks.data.DadosGenerator;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.csv.CsvConnector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableReference;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.memory.RootAllocator;

/// Reads two columns of the `dados` file through the connector's interface: what a scan alone
/// costs. Every round counts the rows and adds up a column, and must find what the first round
/// found. CPU seconds tell more than the clock on a busy machine.
///
/// Arguments: file (made when it is missing), columns such as `cidade,salario`, threads, rounds.
public final class CsvScan {
  private static final long ROWS = 20_000_000;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CsvScan() {}

  public static void main(String[] arguments) throws Exception {
    var file =
        Path.of(
            arguments.length > 0
                ? arguments[0]
                : System.getProperty("java.io.tmpdir") + "/mutirao-dados.csv");
    var columns = List.of((arguments.length > 1 ? arguments[1] : "cidade,salario").split(",", -1));
    int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 15;
    if (!Files.exists(file)) {
      DadosGenerator.write(file, ROWS, 1);
    }
    var seconds = new double[rounds];
    var cpuSeconds = new double[rounds];
    Totals first = null;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      long cpuStart = PROCESS.getProcessCpuTime();
      var totals = scan(file, columns, threads);
      seconds[round] = (System.nanoTime() - start) / 1e9;
      cpuSeconds[round] = (PROCESS.getProcessCpuTime() - cpuStart) / 1e9;
      first = first == null ? totals : first;
      if (!totals.equals(first)) {
        throw new IllegalStateException(
            "round " + round + " found " + totals + " instead of " + first);
      }
    }
    System.out.println(
        first + ", first rounds " + Arrays.toString(Arrays.copyOf(seconds, Math.min(4, rounds))));
    Arrays.sort(seconds);
    Arrays.sort(cpuSeconds);
    System.out.printf(
        "%d threads: best %.3f s, median %.3f s, worst %.3f s, %.2f GB/s; CPU best %.3f s, median %.3f s%n",
        threads,
        seconds[0],
        seconds[rounds / 2],
        seconds[rounds - 1],
        Files.size(file) / seconds[rounds / 2] / 1e9,
        cpuSeconds[0],
        cpuSeconds[rounds / 2]);
  }

  /// What a scan found: rows, and the sum of the bits of all eight-byte values.
  private record Totals(long rows, long bits) {}

  private static Totals scan(Path file, List<String> names, int threads) throws Exception {
    var connector = new CsvConnector();
    try (var allocator = new RootAllocator();
        var pool = Executors.newFixedThreadPool(threads)) {
      var table =
          connector.describe(
              new TableReference(file.toString(), Map.of(), Optional.empty()),
              new DescribeContext(allocator, threads));
      var request = new ScanRequest(indices(table, names), List.of(), OptionalLong.empty());
      var splits = new ConcurrentLinkedQueue<>(connector.splits(table.handle(), request));
      var context = new ReadContext(allocator, 8192, ScanReport.NONE);
      var tasks = new ArrayList<Future<Totals>>();
      for (int i = 0; i < threads; i++) {
        tasks.add(pool.submit(() -> read(connector, table, request, splits, context)));
      }
      long rows = 0;
      long bits = 0;
      for (var task : tasks) {
        rows += task.get().rows;
        bits += task.get().bits;
      }
      return new Totals(rows, bits);
    }
  }

  private static Totals read(
      CsvConnector connector,
      TableDescription table,
      ScanRequest request,
      ConcurrentLinkedQueue<Split> splits,
      ReadContext context) {
    long rows = 0;
    long bits = 0;
    for (var split = splits.poll(); split != null; split = splits.poll()) {
      try (var reader = connector.open(table.handle(), request, split, context)) {
        for (var batch = reader.next(); batch != null; batch = reader.next()) {
          rows += batch.rows();
          for (int i = 0; i < batch.columnCount(); i++) {
            bits += batch.column(i).layout().width() == Long.BYTES ? bits(batch.column(i)) : 0;
          }
          batch.close();
        }
      }
    }
    return new Totals(rows, bits);
  }

  private static long bits(Column column) {
    var values = column.values();
    long bits = 0;
    for (int row = 0; row < column.rows(); row++) {
      bits += values.get(Column.LONG, 8L * row);
    }
    return bits;
  }

  private static List<Integer> indices(TableDescription table, List<String> names) {
    var schema = table.handle().schema();
    var all = schema.fields().stream().map(field -> field.name()).toList();
    return names.stream().filter(name -> !name.isEmpty()).map(all::indexOf).toList();
  }
}
