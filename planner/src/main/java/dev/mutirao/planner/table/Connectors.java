package dev.mutirao.planner.table;

import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.file.FileListing;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.arrow.memory.BufferAllocator;

/// The connectors of this process, and where relative locations begin.
public final class Connectors {
  private static final String DEFAULT_FORMAT = "parquet";

  private final List<Connector> connectors;
  private final Path root;
  private final DescribeContext context;

  public Connectors(List<Connector> connectors, Path root, DescribeContext context) {
    this.connectors = List.copyOf(connectors);
    this.root = root.toAbsolutePath().normalize();
    this.context = context;
  }

  /// Those that are on the class path.
  public static Connectors load(Path root, DescribeContext context) {
    var found =
        ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::get).toList();
    return new Connectors(found, root, context);
  }

  /// Describes the data of a table.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is no such data, it is
  ///   malformed, or an option is wrong
  public TableDescription describe(TableSource table) {
    var place = table.location().isEmpty() ? "" : absolute(table.location());
    var connector = table.format().isPresent() ? byName(table.format().get()) : byFileName(place);
    return connector.describe(new TableReference(place, table.options(), table.columns()), context);
  }

  /// The connector that reads a file of this name, if its name says so.
  public Optional<Connector> reading(String path) {
    return connectors.stream().filter(connector -> connector.claims(path)).findFirst();
  }

  /// The connector that writes files of a format, or of this name when no format is given; Parquet
  /// where the name does not tell.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is no such format, or it
  ///   cannot be written
  public Connector writing(Optional<String> format, String path) {
    var named = format.orElseGet(() -> reading(path).map(Connector::name).orElse(DEFAULT_FORMAT));
    return connectors.stream()
        .filter(connector -> connector.name().equals(named.toLowerCase(Locale.ROOT)))
        .filter(connector -> connector.format().isPresent())
        .findFirst()
        .orElseThrow(() -> PlanErrors.unwritableFormat(named, writable()));
  }

  private List<String> writable() {
    return connectors.stream()
        .filter(connector -> connector.format().isPresent())
        .map(Connector::name)
        .sorted()
        .toList();
  }

  /// Memory for what planning computes.
  public BufferAllocator allocator() {
    return context.allocator();
  }

  private Connector byName(String format) {
    var name = format.toLowerCase(Locale.ROOT);
    return connectors.stream()
        .filter(connector -> connector.name().equals(name))
        .findFirst()
        .orElseThrow(() -> PlanErrors.unknownFormat(format, names()));
  }

  private Connector byFileName(String location) {
    var reading = reading(location);
    if (reading.isPresent()) {
      return reading.get();
    }
    var file = FileListing.of(location).getFirst().path();
    return reading(file)
        .orElseThrow(() -> PlanErrors.unknownFileFormat(file, String.join(", ", names())));
  }

  /// The location, from the root on.
  public String absolute(String location) {
    // A pattern is no path to every file system, so only the root in front of it is made one.
    return location.startsWith("/") ? location : root + "/" + location;
  }

  private List<String> names() {
    return connectors.stream().map(Connector::name).sorted().toList();
  }
}
