package dev.mutirao.server.embedded;

import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.task.TaskRunner;
import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.DatabaseCatalog;
import dev.mutirao.planner.catalog.MemoryCatalog;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.server.query.QueryService;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.statement.LocalStatements;
import dev.mutirao.server.statement.StatementResult;
import dev.mutirao.server.statement.StatementService;
import dev.mutirao.server.write.OpenWrites;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.arrow.memory.BufferAllocator;

/// A whole engine in this process: planner, catalog, one executor, and one session of its own.
public final class EmbeddedEngine implements StatementService {
  private final Catalog catalog;
  private final FunctionRegistry functions;
  private final Planner planner;
  private final EmbeddedQueries queries;
  private final LocalStatements statements;

  private EmbeddedEngine(
      List<Connector> connectors,
      BufferAllocator allocator,
      int threads,
      Path root,
      Catalog catalog,
      JavaFunctions users) {
    this.catalog = catalog;
    this.functions = users.registry();
    var tables = new Connectors(connectors, root, new DescribeContext(allocator, threads));
    this.planner = new Planner(tables, catalog, users);
    var runner =
        new TaskRunner(
            threads, allocator, new dev.mutirao.executor.task.Connectors(connectors), functions);
    this.queries = new EmbeddedQueries(runner);
    var session = new Session("embedded", "local");
    this.statements = new LocalStatements(planner, queries, session, allocator);
  }

  /// Starts an engine.
  ///
  /// @param allocator whose limit is the memory budget; not closed here
  /// @param threads how many threads compute
  /// @param root where relative paths begin
  /// @param data the folder of the catalog; without it the catalog is in memory
  /// @throws dev.mutirao.connectors.error.MutiraoException when the data folder is in use or cannot
  ///   be opened
  public static EmbeddedEngine open(
      BufferAllocator allocator, int threads, Path root, Optional<Path> data) {
    return open(allocator, threads, root, data, List.of());
  }

  /// Starts an engine with functions.
  ///
  /// @param jars of functions, beside those of the catalog
  /// @throws dev.mutirao.connectors.error.MutiraoException as above, or when something is wrong
  ///   with a jar
  public static EmbeddedEngine open(
      BufferAllocator allocator, int threads, Path root, Optional<Path> data, List<Path> jars) {
    OpenWrites.ofUser().recover();
    var loader = EmbeddedEngine.class.getClassLoader(); // a program's threads may have another
    var connectors =
        ServiceLoader.load(Connector.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    var catalog = catalog(data);
    try {
      var users = new JavaFunctions(catalog);
      jars.forEach(jar -> users.give(JarContent.read(jar)));
      return new EmbeddedEngine(connectors, allocator, threads, root, catalog, users);
    } catch (RuntimeException failure) {
      catalog.close();
      throw failure;
    }
  }

  private static Catalog catalog(Optional<Path> data) {
    return data.<Catalog>map(DatabaseCatalog::open).orElseGet(MemoryCatalog::new);
  }

  /// What other sessions than its own plan with.
  public Planner planner() {
    return planner;
  }

  /// The views and tables of all sessions.
  public Catalog catalog() {
    return catalog;
  }

  public FunctionRegistry functions() {
    return functions;
  }

  /// Where the queries of all sessions run.
  public QueryService queries() {
    return queries;
  }

  @Override
  public StatementResult run(String sql) {
    return statements.run(sql);
  }

  @Override
  public void close() {
    queries.close();
    catalog.close();
  }
}
