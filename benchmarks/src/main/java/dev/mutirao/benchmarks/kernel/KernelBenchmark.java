package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What JMH measures: one kernel over one batch after the other, in nanoseconds for each row.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.TARGET_ROWS)
public class KernelBenchmark {
  private static final Logger ARROW = Logger.getLogger("org.apache.arrow");

  @Param private Kernel kernel;

  private KernelWork work;

  /// Makes the kernel and what it works on, and compares what it gives.
  @Setup
  public void prepare() throws Exception {
    ARROW.setLevel(Level.WARNING); // it tells which allocator it takes
    work = kernel.work();
  }

  /// Works on the batch once.
  @Benchmark
  public int run() {
    return work.run();
  }

  /// Lets the batch go.
  @TearDown
  public void close() {
    work.close();
  }
}
