package dev.mutirao.benchmarks;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.server.exchange.ClusterExchange;
import dev.mutirao.server.exchange.NetworkMeter;
import dev.mutirao.server.exchange.TaskOutput;
import dev.mutirao.server.exchange.TaskStreams;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.rpc.ProcedureTable;
import dev.mutirao.server.socket.SocketServer;
import dev.mutirao.server.socket.Sockets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Result;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How fast rows go from one process to another, as executors send them: batches of 8,192 rows of
/// four columns of 64 bits, over loopback, with both ends on the same cores. Every number is
/// checked on arrival.
@Command(
    name = "Exchange",
    description = "Rows from one executor's process to another's, in GB/s.",
    mixinStandardHelpOptions = true)
public final class Exchange implements Callable<Integer> {
  private static final List<Compression> COMPRESSIONS = List.of(Compression.values());
  private static final int COLUMNS = 4;
  private static final String HOST = "127.0.0.1";

  /// Tells of its settings.
  private static final Logger ARROW = Logger.getLogger("org.apache.arrow");

  @Option(names = "--runs", paramLabel = "N", description = "How many (default: 15).")
  private int runs = 15;

  @Option(names = "--warm-up", paramLabel = "N", description = "Runs before (default: 15).")
  private int warmUp = 15;

  @Option(names = "--batches", paramLabel = "N", description = "Of 256 KB each (default: 4000).")
  private int batches = 4000;

  @Option(names = "--serve", hidden = true)
  private boolean serves;

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("a", Simple.BIGINT),
          Field.of("b", Simple.BIGINT),
          Field.of("c", Simple.BIGINT),
          Field.of("d", Simple.BIGINT));

  public static void main(String[] arguments) {
    ARROW.setLevel(Level.WARNING);
    System.exit(new CommandLine(new Exchange()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (serves) {
      serve();
      return 0;
    }
    if (runs < 1 || warmUp < 0 || batches < 1) {
      throw new ParameterException(
          new CommandLine(this), "--runs and --batches: at least 1; --warm-up: at least 0");
    }
    for (var compression : COMPRESSIONS) {
      var rates = gigabytesPerSecond(compression);
      System.out.printf(
          Locale.ROOT,
          "%d batches of 256 KB, compression %s: %.2f GB/s (%.2f to %.2f, %d runs after %d)%n",
          batches,
          compression.settingName(),
          rates[runs / 2],
          rates[0],
          rates[runs - 1],
          runs,
          warmUp);
    }
    return 0;
  }

  /// Of each run, the least first.
  private double[] gigabytesPerSecond(Compression compression) throws Exception {
    var sender = sender();
    try (var allocator = new RootAllocator();
        var connections = new Connections(allocator, ClusterSecret.NONE);
        var sockets = new Sockets(connections, ClusterSecret.NONE);
        var client = new ClusterExchange(connections, sockets, new NetworkMeter(), allocator)) {
      var told = new InputStreamReader(sender.getInputStream(), StandardCharsets.UTF_8);
      var line = new BufferedReader(told).readLine();
      if (line == null) {
        throw new IllegalStateException("the sending process has ended");
      }
      int port = Integer.parseInt(line);
      var rates = new double[runs];
      for (int run = -warmUp; run < runs; run++) {
        double rate = receive(client, port, compression, allocator);
        if (run >= 0) {
          rates[run] = rate;
        }
      }
      Arrays.sort(rates);
      return rates;
    } finally {
      sender.destroy();
      sender.waitFor();
    }
  }

  /// A process like this one that sends.
  private static Process sender() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Exchange.class.getName(), "--serve"));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private double receive(
      ClusterExchange client, int port, Compression compression, BufferAllocator allocator)
      throws InterruptedException {
    long began = System.nanoTime();
    var stream =
        client.open(
            new TaskAddress(
                new TaskId(QueryId.random(), 0, batches, 0), FlightEndpoint.address(HOST, port)),
            COMPRESSIONS.indexOf(compression),
            SCHEMA,
            allocator);
    long sum = 0;
    long bytes = 0;
    try (var arrived = new BlockingBatches(stream)) {
      for (var batch = arrived.next(); batch != null; batch = arrived.next()) {
        bytes += batch.sizeInBytes();
        sum += sum(batch);
        batch.close();
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long rows = (long) batches * Batch.TARGET_ROWS;
    if (sum != COLUMNS * (long) batches * sumOfOne() || bytes < 8L * COLUMNS * rows) {
      throw new IllegalStateException("not the rows that were sent: " + bytes + " bytes");
    }
    return bytes / seconds / 1e9;
  }

  private static long sum(Batch batch) {
    long sum = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      var values = batch.column(i).values();
      for (long row = 0; row < batch.rows(); row++) {
        sum += values.get(Column.LONG, row << 3);
      }
    }
    return sum;
  }

  private static long sumOfOne() {
    return Batch.TARGET_ROWS * (Batch.TARGET_ROWS - 1L) / 2;
  }

  /// Sends until the process that receives has ended.
  private static void serve() throws IOException {
    var allocator = new RootAllocator();
    var batch = batch(allocator);
    var streams =
        new TaskStreams(
            ticket ->
                CompletableFuture.completedFuture(
                    new TaskOutput(
                        new Repeated(batch, ticket.task().index()),
                        SCHEMA,
                        COMPRESSIONS.get(ticket.consumer()))),
            allocator,
            new NetworkMeter());
    var sockets = SocketServer.listen(HOST, 0, ClusterSecret.NONE, new ProcedureTable(), streams);
    var procedures = new ProcedureTable().on(SocketServer.PORT, ask -> sockets.port());
    var endpoint =
        FlightEndpoint.executor(
            allocator,
            HOST,
            0,
            ClusterSecret.NONE,
            new NoOpFlightProducer() {
              @Override
              public void doAction(
                  CallContext context, Action action, StreamListener<Result> listener) {
                procedures.answer(context, action, listener);
              }
            });
    System.out.println(endpoint.port());
    System.in.read();
  }

  private static Batch batch(BufferAllocator allocator) {
    var columns = new ArrayList<Column>();
    for (int i = 0; i < COLUMNS; i++) {
      var buffer = allocator.buffer(8L * Batch.TARGET_ROWS);
      var values = Memory.segment(buffer);
      for (long row = 0; row < Batch.TARGET_ROWS; row++) {
        values.set(Column.LONG, row << 3, row);
      }
      columns.add(Column.fixed(Simple.BIGINT, Batch.TARGET_ROWS, null, buffer));
    }
    return new Batch(Batch.TARGET_ROWS, columns);
  }

  /// One batch again and again.
  private static final class Repeated implements BatchStream {
    private final Batch batch;
    private int left;

    Repeated(Batch batch, int times) {
      this.batch = batch;
      this.left = times;
    }

    @Override
    public synchronized @Nullable Batch poll() {
      if (left == 0) {
        return null;
      }
      left--;
      return batch.share();
    }

    @Override
    public synchronized boolean finished() {
      return left == 0;
    }

    @Override
    public CompletableFuture<?> ready() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void close() {
      left = 0;
    }
  }
}
