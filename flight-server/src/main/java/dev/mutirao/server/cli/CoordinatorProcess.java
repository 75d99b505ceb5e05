package dev.mutirao.server.cli;

import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.DatabaseCatalog;
import dev.mutirao.planner.catalog.MemoryCatalog;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.server.coordinator.Coordinator;
import dev.mutirao.server.coordinator.CoordinatorOptions;
import dev.mutirao.server.flightsql.FlightSqlService;
import dev.mutirao.server.write.OpenWrites;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// A coordinator with its planner and catalog.
final class CoordinatorProcess implements AutoCloseable {
  private final Catalog catalog;
  private final Coordinator coordinator;

  private CoordinatorProcess(Catalog catalog, Coordinator coordinator) {
    this.catalog = catalog;
    this.coordinator = coordinator;
  }

  /// Starts to listen.
  ///
  /// @param root where relative paths in SQL begin
  /// @param data the folder of the catalog; without it the catalog is in memory
  /// @param jars of functions, beside those of the catalog
  static CoordinatorProcess start(
      CoordinatorOptions options, Path root, @Nullable Path data, List<Path> jars) {
    OpenWrites.ofUser().recover();
    List<Connector> connectors =
        ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::get).toList();
    Catalog catalog = data == null ? new MemoryCatalog() : DatabaseCatalog.open(data);
    try {
      var functions = new JavaFunctions(catalog);
      jars.forEach(jar -> functions.give(JarContent.read(jar)));
      var coordinator =
          Coordinator.start(
              options,
              new dev.mutirao.executor.task.Connectors(connectors),
              functions,
              (queries, allocator) -> {
                var threads = Runtime.getRuntime().availableProcessors();
                var tables =
                    new Connectors(connectors, root, new DescribeContext(allocator, threads));
                var planner = new Planner(tables, catalog, functions);
                return new FlightSqlService(
                    planner, catalog, functions.registry(), queries, allocator);
              });
      return new CoordinatorProcess(catalog, coordinator);
    } catch (RuntimeException failure) {
      catalog.close();
      throw failure;
    }
  }

  Coordinator coordinator() {
    return coordinator;
  }

  @Override
  public void close() {
    coordinator.close();
    catalog.close();
  }
}
