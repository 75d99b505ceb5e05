package dev.mutirao.server.embedded;

import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.task.TaskRunner;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.DatabaseCatalog;
import dev.mutirao.planner.catalog.MemoryCatalog;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.statement.LocalStatements;
import dev.mutirao.server.statement.StatementResult;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.arrow.memory.BufferAllocator;

/// A whole engine in this process: planner, catalog, one executor, one session.
public final class EmbeddedEngine implements StatementService {
  private final Catalog catalog;
  private final EmbeddedQueries queries;
  private final LocalStatements statements;

  private EmbeddedEngine(Catalog catalog, EmbeddedQueries queries, LocalStatements statements) {
    this.catalog = catalog;
    this.queries = queries;
    this.statements = statements;
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
    var connectors =
        ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::get).toList();
    Catalog catalog = catalog(data);
    var planner =
        new Planner(
            new Connectors(connectors, root, new DescribeContext(allocator, threads)),
            catalog,
            FunctionRegistry.builtIn());
    var runner =
        new TaskRunner(threads, allocator, new dev.mutirao.executor.task.Connectors(connectors));
    var queries = new EmbeddedQueries(runner);
    var session = new Session("embedded", "local");
    return new EmbeddedEngine(
        catalog, queries, new LocalStatements(planner, queries, session, allocator));
  }

  private static Catalog catalog(Optional<Path> data) {
    return data.<Catalog>map(DatabaseCatalog::open).orElseGet(MemoryCatalog::new);
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
