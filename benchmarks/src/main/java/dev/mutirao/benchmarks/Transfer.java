package dev.mutirao.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ValueVector;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How fast a large result comes to a client of Arrow Flight SQL, over loopback and with both ends
/// on the same cores: from the statement to the last row, which is checked.
@Command(
    name = "Transfer",
    description = "A large result of a local cluster to an Arrow Flight client, in GB/s.",
    mixinStandardHelpOptions = true)
public final class Transfer implements Callable<Integer> {
  private static final int WARM_UP = 5;

  @Option(names = "--runs", paramLabel = "N", description = "How many (default: 5).")
  private int runs = 5;

  @Option(names = "--rows", paramLabel = "N", description = "Of 32 bytes each (default: 30000000).")
  private long rows = 30_000_000;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Transfer()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (runs < 1 || rows < 1) {
      throw new ParameterException(new CommandLine(this), "--runs and --rows: at least 1");
    }
    System.out.printf(
        Locale.ROOT,
        "%d rows of 32 bytes to a Flight client: %.2f GB/s (median of %d)%n",
        rows,
        gigabytesPerSecond(rows, runs),
        runs);
    return 0;
  }

  /// The median of some runs, after others that are not counted.
  @SuppressWarnings("try") // closing may be interrupted
  static double gigabytesPerSecond(long rows, int runs) throws Exception {
    System.err.printf("Measuring: a large result to a client, %d runs after %d%n", runs, WARM_UP);
    try (var allocator = new RootAllocator();
        var cluster = LocalCluster.start(allocator, 2, 2);
        var client =
            new FlightSqlClient(
                FlightClient.builder(
                        allocator, Location.forGrpcInsecure("127.0.0.1", cluster.port()))
                    .build())) {
      for (int run = 0; run < WARM_UP; run++) {
        run(client, rows);
      }
      var rates = new double[runs];
      for (int run = 0; run < runs; run++) {
        rates[run] = run(client, rows);
      }
      Arrays.sort(rates);
      return rates[runs / 2];
    }
  }

  @SuppressWarnings("try")
  private static double run(FlightSqlClient client, long rows) throws Exception {
    long began = System.nanoTime();
    var info =
        client.execute(
            "SELECT value, value + 1 AS following_value, value * 0.5e0 AS half, value * 0.25e0 AS quarter"
                + " FROM TABLE(range("
                + rows
                + "))");
    long bytes = 0;
    long count = 0;
    long sum = 0;
    for (var endpoint : info.getEndpoints()) {
      try (FlightStream stream = client.getStream(endpoint.getTicket())) {
        while (stream.next()) {
          var batch = stream.getRoot();
          count += batch.getRowCount();
          bytes += batch.getFieldVectors().stream().mapToLong(ValueVector::getBufferSize).sum();
          sum += sum((BigIntVector) batch.getVector(0));
        }
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (count != rows || sum != rows * (rows - 1) / 2) {
      throw new IllegalStateException(count + " rows arrived of " + rows + ", or not their values");
    }
    return bytes / seconds / 1e9;
  }

  private static long sum(BigIntVector values) {
    long sum = 0;
    for (int row = 0; row < values.getValueCount(); row++) {
      sum += values.get(row);
    }
    return sum;
  }
}
