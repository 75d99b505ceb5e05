package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.Rows;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The processes of `examples/price-paths` against their formulas, which are written out in the
/// queries, and the same digits on any number of threads and executors.
class PathExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples/price-paths");
  private static final List<String> NAMES =
      List.of("geometric-brownian", "mean-reverting", "jump-diffusion");
  private static final int PATHS = 20_000;

  @TempDir static Path folder;

  private static Path jar = Path.of("");
  private static Map<String, String> rows = Map.of();

  @BeforeAll
  static void runOnTwoThreads() throws Exception {
    jar = AuthoredJar.ofExample(folder, "price-paths");
    rows = embedded(2);
  }

  @Test
  void pricesAreNearTheirFormulas() {
    var share = numbers("geometric-brownian");
    assertEquals(100 * Math.exp(0.05), share[0], 4 * share[1]);
    double mean = 0;
    for (int month = 1; month <= 12; month++) {
      mean += 100 * Math.exp(0.05 * month / 12) / 12;
    }
    assertEquals(mean, share[2], 4 * share[3]);
    // Quantiles of 20000 lognormal prices: four deviations of a quantile, and of the mean beyond.
    assertEquals(25.84189, share[6], 4 * 0.222);
    assertEquals(31.60553, share[7], 4 * 0.235);

    // Black and Scholes' price, of whose jumps Merton's formula takes the mean.
    var jumping = numbers("jump-diffusion");
    assertEquals(100 * Math.exp(0.05), jumping[0], 4 * jumping[1]);
    assertEquals(11.661675, jumping[2], 4 * jumping[3]);
  }

  @Test
  void callsOnTheWayAreCheaperThanOnTheEnd() {
    // An arithmetic mean is worth more than the geometric one, of which a formula is known; a call
    // that can be knocked out less than Black and Scholes' price.
    var share = numbers("geometric-brownian");
    double geometric = 5.9402;
    assertTrue(share[4] > geometric && share[4] < 10.45058, () -> "asian " + share[4]);
    assertTrue(share[5] > 0 && share[5] < 10.45058, () -> "knock out " + share[5]);
  }

  @Test
  void ratesAreNearTheirFormulas() {
    var rate = numbers("mean-reverting");
    double variance = 1.5 * 1.5 * (1 - Math.exp(-1.6)) / 1.6;
    assertEquals(5 - 3 * Math.exp(-0.8), rate[0], 4 * rate[1]);
    assertEquals(Math.sqrt(variance), rate[2], 4 * Math.sqrt(variance / (2.0 * PATHS)));
    double above = 10.161492;
    assertEquals(above, rate[3], 4 * Math.sqrt(above * (100 - above) / PATHS));
  }

  @Test
  void thePageSaysWhatIsPrinted() throws Exception {
    for (var name : NAMES) {
      ExamplesPage.assertPrints(name, numbers(name));
    }
  }

  @Test
  void digitsDoNotDependOnThreadsOrExecutors() throws Exception {
    assertEquals(rows, embedded(1));
    assertEquals(rows, embedded(8));
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      for (var function : List.of("geometric_brownian", "mean_reverting", "jump_diffusion")) {
        Rows.of(statements, "CREATE FUNCTION " + function + " USING JAR '" + jar + "'");
      }
      assertEquals(rows, rows(statements));
    }
  }

  private static Map<String, String> embedded(int threads) throws Exception {
    try (var allocator = new RootAllocator(1L << 30);
        var engine =
            EmbeddedEngine.open(allocator, threads, Path.of(""), Optional.empty(), List.of(jar))) {
      return rows(engine);
    }
  }

  private static Map<String, String> rows(StatementService statements) throws Exception {
    var found = new LinkedHashMap<String, String>();
    for (var name : NAMES) {
      var sql = Files.readString(EXAMPLES.resolve(name + ".sql")).replaceAll(";\\s*$", "");
      found.put(name, Rows.of(statements, sql).getFirst());
    }
    return found;
  }

  private static double[] numbers(String name) {
    return Arrays.stream(rows.get(name).split("\\|")).mapToDouble(Double::parseDouble).toArray();
  }
}
