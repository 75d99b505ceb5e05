package dev.mutirao.server.random;

import dev.mutirao.executor.memory.Draining;
import dev.mutirao.planner.optimize.Optimizer;
import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.statement.LocalStatements;
import dev.mutirao.server.statement.StatementService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;

/// DuckDB and ourselves in every way, over the same tables. Used for one seed after the other.
final class Engines implements AutoCloseable {
  /// What a query may take.
  private static final int TIMEOUT_SECONDS = 60;

  /// One way to run a query here.
  record Way(String name, StatementService statements) {}

  private final Path folder;
  private final DuckDBConnection duckDb;
  private final Connection plainDuckDb;
  private final TimeLimit limit = new TimeLimit(TIMEOUT_SECONDS);
  private final RootAllocator allocator = new RootAllocator(2L << 30);
  private final EmbeddedEngine engine;
  private final TestCluster cluster = new TestCluster(3);
  private final StatementService embedded;
  private final StatementService clustered;
  private final List<Way> variations = new ArrayList<>();
  private int loaded;
  private List<String> known = List.of();

  /// @param folder where the tables' files go
  Engines(Path folder) throws SQLException, InterruptedException {
    this.folder = folder;
    this.duckDb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    this.plainDuckDb = duckDb.duplicate();
    duckDb("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
    duckDb("SET threads = 1");
    duckDb("SET memory_limit = '1GB'");
    execute(plainDuckDb, "SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
    execute(plainDuckDb, "PRAGMA disable_optimizer");
    this.engine = EmbeddedEngine.open(allocator, 2, Path.of(""), Optional.empty());
    this.embedded = session();
    this.clustered = cluster.statements();
    run(clustered, "SET statement_timeout = " + TIMEOUT_SECONDS);
    var oneRow = session();
    run(oneRow, "SET batch_rows = 1");
    variations.add(new Way("batches of one row", oneRow));
    var spread = cluster.statements();
    run(spread, "SET batch_rows = 3");
    run(spread, "SET optimizer.broadcast_rows = 0");
    variations.add(new Way("3 executors, batches of three rows, no broadcast", spread));
    var optional = Optimizer.passes().stream().filter(pass -> !pass.required()).toList();
    for (var pass : optional) {
      variations.add(without(pass.name()));
    }
    variations.add(
        without(String.join(",", optional.stream().map(Optimizer.PassDescription::name).toList())));
  }

  private StatementService session() throws InterruptedException {
    var session =
        new LocalStatements(
            engine.planner(), engine.queries(), new Session("random", "random"), allocator);
    run(session, "SET statement_timeout = " + TIMEOUT_SECONDS);
    return session;
  }

  private Way without(String passes) throws InterruptedException {
    var session = session();
    run(session, "SET optimizer.disabled = '" + passes + "'");
    return new Way("without " + passes, session);
  }

  /// The embedded engine with two threads, as users have it.
  StatementService embedded() {
    return embedded;
  }

  /// Three executors, where every exchange goes through a socket.
  Way clustered() {
    return new Way("3 executors", clustered);
  }

  /// Other settings, none of which may change a bit.
  List<Way> variations() {
    return variations;
  }

  Answer duckDbAnswer(String sql) {
    return Answer.of(duckDb, sql, limit);
  }

  /// Without DuckDB's optimizer, some of whose steps lose rows.
  Answer plainDuckDbAnswer(String sql) {
    return Answer.of(plainDuckDb, sql, limit);
  }

  /// Bytes that the embedded engine holds while no query runs. Tasks whose rows nobody needs may
  /// still be about to stop.
  long heldBytes() {
    Draining.await(allocator);
    return allocator.getAllocatedMemory();
  }

  /// Makes these the tables, in place of the ones before.
  ///
  /// @return the statements that do it here, for a reader
  List<String> load(List<Table> tables) throws SQLException, IOException, InterruptedException {
    for (var name : known) {
      duckDb("DROP TABLE " + name);
    }
    clear();
    loaded++;
    var statements = new ArrayList<String>();
    for (var table : tables) {
      fill(table);
      statements.addAll(write(table));
    }
    known = tables.stream().map(Table::name).toList();
    for (var statement : statements) {
      run(embedded, statement);
      run(clustered, statement);
    }
    return statements;
  }

  private void clear() throws IOException {
    try (var old = Files.walk(folder)) {
      for (var file : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }

  private void fill(Table table) throws SQLException {
    var columns =
        table.columns().stream().map(column -> column.name() + " " + column.type()).toList();
    duckDb("CREATE TABLE " + table.name() + " (" + String.join(", ", columns) + ")");
    try (var appender = duckDb.createAppender(table.name())) {
      for (var row : table.rows()) {
        appender.beginRow();
        for (var cell : row) {
          switch (cell) {
            case null -> appender.appendNull();
            case Boolean truth -> appender.append(truth);
            case Byte number -> appender.append(number);
            case Short number -> appender.append(number);
            case Integer number -> appender.append(number);
            case Long number -> appender.append(number);
            case Float number -> appender.append(number);
            case Double number -> appender.append(number);
            case java.math.BigDecimal number -> appender.append(number);
            case String text -> appender.append(text);
            case java.time.LocalDate date -> appender.append(date);
            case java.time.LocalTime time -> appender.append(time);
            case java.time.LocalDateTime clock -> appender.append(clock);
            default -> throw new IllegalStateException("no column of " + cell.getClass());
          }
        }
        appender.endRow();
      }
    }
  }

  private List<String> write(Table table) throws SQLException, IOException {
    var place = folder.resolve(loaded + "-" + table.name());
    Files.createDirectory(place);
    var format = table.csv() ? "(FORMAT csv, HEADER)" : "(FORMAT parquet, ROW_GROUP_SIZE 2048)";
    for (int file = 0; file < table.files(); file++) {
      var name = place.resolve(file + (table.csv() ? ".csv" : ".parquet"));
      duckDb(
          "COPY (SELECT * FROM %s WHERE abs(id) %% %d = %d) TO '%s' %s"
              .formatted(table.name(), table.files(), file, name, format));
    }
    var columns =
        table.columns().stream().map(column -> column.name() + " " + column.type()).toList();
    return List.of(
        "DROP TABLE IF EXISTS " + table.name(),
        "CREATE EXTERNAL TABLE %s (%s) LOCATION '%s' FORMAT %s"
            .formatted(
                table.name(),
                String.join(", ", columns),
                place,
                table.csv() ? "CSV OPTIONS (header 'true')" : "PARQUET"));
  }

  private void duckDb(String sql) throws SQLException {
    execute(duckDb, sql);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void run(StatementService service, String sql) throws InterruptedException {
    if (Answer.of(service, sql) instanceof Answer.Failed failed) {
      throw new IllegalStateException(sql + ": " + failed.message());
    }
  }

  @Override
  public void close() throws SQLException {
    engine.close();
    cluster.close();
    limit.close();
    plainDuckDb.close();
    duckDb.close();
    allocator.close(); // which fails when memory is left
  }
}
