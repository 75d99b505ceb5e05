package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.slt.Rows;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The simulations of `examples/monte-carlo` against what is known of them, and the same digits on
/// any number of threads and executors.
class MonteCarloExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples/monte-carlo");
  private static final List<String> NAMES =
      List.of("european-option", "asian-option", "value-at-risk", "project-cost", "bootstrap");

  private static Map<String, double[]> rows = Map.of();

  @BeforeAll
  static void runOnTwoThreads() throws Exception {
    rows = embedded(2);
  }

  @Test
  void estimatesAreNearWhatIsKnown() throws Exception {
    // Black and Scholes; the geometric mean of twelve prices is lognormal, so its formula is alike.
    assertNear(8.02135, rows.get("european-option"), 0, 4 * rows.get("european-option")[1]);
    assertNear(asianCall(), rows.get("asian-option"), 0, 4 * rows.get("asian-option")[1]);
    // The loss is normal: its quantiles and what lies beyond them are known.
    double deviation = Math.sqrt(604e6);
    assertNear(1.644854 * deviation, rows.get("value-at-risk"), 0, 500);
    assertNear(2.326348 * deviation, rows.get("value-at-risk"), 1, 900);
    assertNear(2.665214 * deviation, rows.get("value-at-risk"), 2, 1000);
    // The mean of a triangle is that of its corners.
    assertNear(386.6667, rows.get("project-cost"), 0, 0.5);
    // A bootstrap's deviation is the table's own, by the root of the count.
    var table = table();
    double mean = Arrays.stream(table).average().orElseThrow();
    double error =
        Math.sqrt(Arrays.stream(table).map(x -> (x - mean) * (x - mean)).sum()) / table.length;
    assertNear(mean, rows.get("bootstrap"), 0, 4 * error / Math.sqrt(2000));
    assertNear(error, rows.get("bootstrap"), 1, 4 * error / Math.sqrt(2 * 2000));
    assertNear(mean - 1.96 * error, rows.get("bootstrap"), 2, error / 4);
    assertNear(mean + 1.96 * error, rows.get("bootstrap"), 3, error / 4);
  }

  @Test
  void thePageSaysWhatIsPrinted() throws Exception {
    for (var name : NAMES) {
      ExamplesPage.assertPrints(name, rows.get(name));
    }
  }

  @Test
  void digitsDoNotDependOnThreadsOrExecutors() throws Exception {
    var expected = texts(rows);
    assertEquals(expected, texts(embedded(1)));
    assertEquals(expected, texts(embedded(8)));
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      assertEquals(expected, texts(rows(statements)));
    }
  }

  @Test
  void tenMillionPathsAreNearTheFormulaAndTheSameEverywhere() throws Exception {
    var sql = exact("european-option").replace("range(1000000)", "range(10000000)");
    var expected = embedded(2, sql);
    var estimate = numbers(expected);
    assertEquals(8.02135, estimate[0], 4 * estimate[1]);
    assertEquals(0.0042, estimate[1], 0.0001);
    assertEquals(expected, embedded(1, sql));
    assertEquals(expected, embedded(8, sql));
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      assertEquals(expected, Rows.of(statements, sql).getFirst());
    }
  }

  @Test
  void digitsDoNotDependOnWhereRowsWentBefore() throws Exception {
    var sql = exact("european-option");
    var spread =
        sql.replace("TABLE(range(1000000))", "(SELECT DISTINCT value FROM range(1000000))");
    assertNotEquals(sql, spread);
    try (var cluster = new TestCluster(3);
        var statements = cluster.statements()) {
      assertEquals(embedded(2, sql), Rows.of(statements, spread).getFirst());
    }
  }

  private static String embedded(int threads, String sql) throws Exception {
    try (var allocator = new RootAllocator(1L << 30);
        var engine = EmbeddedEngine.open(allocator, threads, Path.of(""), Optional.empty())) {
      return Rows.of(engine, sql).getFirst();
    }
  }

  /// An example's statement with all digits.
  private static String exact(String name) throws Exception {
    return statement(name).replaceAll("round\\((.*?), 5\\)", "$1");
  }

  private static String statement(String name) throws Exception {
    return Files.readString(EXAMPLES.resolve(name + ".sql"))
        .replace("'examples/", "'../examples/")
        .replaceAll(";\\s*$", "");
  }

  private static Map<String, double[]> embedded(int threads) throws Exception {
    try (var allocator = new RootAllocator(1L << 30);
        var engine = EmbeddedEngine.open(allocator, threads, Path.of(""), Optional.empty())) {
      return rows(engine);
    }
  }

  private static Map<String, double[]> rows(StatementService statements) throws Exception {
    var found = new HashMap<String, double[]>();
    for (var name : NAMES) {
      found.put(name, numbers(Rows.of(statements, statement(name)).getFirst()));
    }
    return found;
  }

  private static double[] numbers(String row) {
    return Arrays.stream(row.split("\\|")).mapToDouble(Double::parseDouble).toArray();
  }

  private static Map<String, String> texts(Map<String, double[]> rows) {
    var texts = new HashMap<String, String>();
    rows.forEach((name, row) -> texts.put(name, Arrays.toString(row)));
    return texts;
  }

  private static void assertNear(double expected, double[] row, int column, double tolerance) {
    assertEquals(expected, row[column], tolerance);
  }

  /// Of a call at 100 on the geometric mean of the prices after each of twelve months: 100 today,
  /// 20 % a year, 5 % interest.
  private static double asianCall() {
    int n = 12;
    double drift = (0.05 - 0.02) * (n + 1) / (2.0 * n);
    double variance = 0.04 * (n + 1) * (2 * n + 1) / (6.0 * n * n);
    double forward = 100 * Math.exp(drift + variance / 2);
    double deviation = Math.sqrt(variance);
    double d1 = (Math.log(forward / 100) + variance / 2) / deviation;
    return Math.exp(-0.05) * (forward * below(d1) - 100 * below(d1 - deviation));
  }

  /// The part of the normal distribution below `x`, by Simpson's rule.
  private static double below(double x) {
    int steps = 1000;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-(i * width) * (i * width) / 2);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  private static double[] table() throws Exception {
    return Files.readAllLines(Path.of("../examples/dados.csv")).stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
        .toArray();
  }
}
