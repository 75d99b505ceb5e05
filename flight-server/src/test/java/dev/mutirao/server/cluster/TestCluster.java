package dev.mutirao.server.cluster;

import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.planner.PlanRequest;
import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.MemoryCatalog;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.server.arrow.SampleBatch;
import dev.mutirao.server.coordinator.ClusterQueries;
import dev.mutirao.server.coordinator.Coordinator;
import dev.mutirao.server.coordinator.CoordinatorOptions;
import dev.mutirao.server.flightsql.FlightSqlService;
import dev.mutirao.server.node.ExecutorNode;
import dev.mutirao.server.node.ExecutorOptions;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.FlightEndpoint;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.statement.LocalStatements;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/// A coordinator and executors in one JVM that talk over loopback sockets only. Closing it fails
/// when memory is left.
public final class TestCluster implements AutoCloseable {
  static final ClusterSecret SECRET = ClusterSecret.of("segredo");

  private final BufferAllocator describing = new RootAllocator();
  private final Connectors connectors;
  private Coordinator coordinator;
  private final List<ExecutorNode> executors = new ArrayList<>();
  private final Catalog catalog = new MemoryCatalog();
  private final JavaFunctions functions = new JavaFunctions(catalog);
  private final Planner planner;

  public TestCluster(int executors) {
    this(executors, Connectors.installed());
  }

  public TestCluster(int executors, Connectors connectors) {
    this.connectors = connectors;
    var tables =
        new dev.mutirao.planner.table.Connectors(
            List.copyOf(connectors.all()), Path.of(""), new DescribeContext(describing, 2));
    this.planner = new Planner(tables, catalog, functions);
    this.coordinator = coordinator(0);
    for (int i = 1; i <= executors; i++) {
      addExecutor("executor-" + i);
    }
  }

  private Coordinator coordinator(int port) {
    return Coordinator.start(
        new CoordinatorOptions("127.0.0.1", port, 0, 1L << 30, SECRET, 16),
        connectors,
        functions,
        (queries, allocator) ->
            new FlightSqlService(planner, catalog, functions.registry(), queries, allocator));
  }

  /// Ends the coordinator and starts another one at its address.
  void restartCoordinator() {
    int port = coordinator.port();
    coordinator.close();
    coordinator = coordinator(port);
  }

  public ExecutorNode addExecutor(String name) {
    return addExecutor(name, connectors);
  }

  /// Adds an executor that sees data of its own.
  ExecutorNode addExecutor(String name, Connectors connectors) {
    var node = ExecutorNode.start(options(name, SECRET), connectors);
    executors.add(node);
    return node;
  }

  ExecutorOptions options(String name, ClusterSecret secret) {
    return options(name, secret, address());
  }

  static ExecutorOptions options(String name, ClusterSecret secret, String coordinator) {
    return new ExecutorOptions(
        name, "127.0.0.1", 0, 0, "127.0.0.1", coordinator, 2, 512L << 20, secret, false);
  }

  Connectors connectors() {
    return connectors;
  }

  /// The table of the integers below `end`.
  static String range(String end) {
    return "TABLE(range(" + end + "))";
  }

  /// Stops an executor without a goodbye.
  void stopExecutor(int index) {
    executors.remove(index).close();
  }

  /// The coordinator's address.
  public String address() {
    return FlightEndpoint.address("127.0.0.1", coordinator.port());
  }

  /// Where our JDBC driver finds the coordinator.
  public String jdbcUrl() {
    return "jdbc:mutirao://127.0.0.1:" + coordinator.port() + "?user=test&password=segredo";
  }

  public ClusterQueries queries() {
    return coordinator.queries();
  }

  /// A session of its own.
  public StatementService statements() {
    return new LocalStatements(planner, queries(), new Session("test", "test"), describing);
  }

  /// How many jars of functions the processes of the cluster have in memory, all together.
  public int functionJars() {
    return functions.loaded().size()
        + executors.stream().mapToInt(node -> node.functionJars().size()).sum();
  }

  ExecutorNode executor(int index) {
    return executors.get(index);
  }

  public RunningQuery submit(String sql) {
    return submit(sql, QueryOptions.of(sql));
  }

  RunningQuery submit(String sql, QueryOptions options) {
    var request = new PlanRequest(Map.of(), Math.max(1, queries().executors()), List.<Literal>of());
    var statement = planner.plan(sql, request);
    return queries().submit(((PlannedStatement.Query) statement).plan(), options);
  }

  /// All rows of a query, in the order they came.
  public List<List<@Nullable Object>> rows(String sql) throws InterruptedException {
    try (var query = submit(sql)) {
      return rows(query);
    }
  }

  static List<List<@Nullable Object>> rows(RunningQuery query) throws InterruptedException {
    var rows = new ArrayList<List<@Nullable Object>>();
    try (var batches = new BlockingBatches(query.results())) {
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        try (var taken = batch) {
          rows.addAll(SampleBatch.rows(taken));
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    executors.forEach(ExecutorNode::close);
    coordinator.close();
    describing.close();
  }
}
